/** Keeps ballast and restrictor of every car as they should be. */
import type { Load } from '../../acserver/limits.ts';
import { type Driver, hear, type Listeners } from '../../events/events.ts';
import type { PenaltyType } from '../../events/penalty.ts';
import type { Clock } from '../../kit/clock.ts';
import { createTurns } from '../../kit/queue.ts';
import { nextTurn } from '../../kit/wait.ts';
import type { Bus } from '../../race/bus.ts';
import type { PenaltyLoads } from '../penalties/loads.ts';
import { LastSent, type LastSentOptions } from './lastSent.ts';
import { isSameLoad, KINDS, type LoadKind, loadToCarry } from './load.ts';
import type { Manual } from './table.ts';

type Seat = Pick<Driver, 'carId' | 'guid'>;

export interface HandicapOptions extends LastSentOptions {
  readonly bus: Pick<Bus, 'live'>;
  readonly log: { error(fields: object, message: string): void };
  /** What penalties being served add: for one driver, or for all as of now. */
  readonly penalties?: PenaltyLoads | undefined;
  /** Whether the game server can be told about an empty car. */
  readonly tellsEmptyCars: boolean;
  /** Tells the game server and resolves with its reply. Throws UserError when it is out of reach, or refuses. */
  readonly tell: (kind: LoadKind, seat: Seat, amount: number) => Promise<string | undefined>;
  /** Called whenever a driver's car carries what it has to, as far as the game server says. */
  readonly onCarried?: (guid: string) => void;
  readonly clock?: Pick<Clock, 'isTurnSpent'>;
}

/** The game server's reaction to the orders for a driver's car. */
export interface LoadOutcome {
  readonly guid: string;
  readonly said: string | undefined;
  /** Why some of it could not be told. */
  readonly trouble: unknown;
}

interface Setting {
  readonly onTold: () => void;
  readonly kept?: (() => void) | undefined;
}

/**
 * Ballast and restrictor as a state to maintain, not as orders to repeat. What a car has to carry is compared with what
 * the game server was last told whenever somebody joins, loads, leaves or completes a lap, and when a session starts. A
 * load is assumed to belong to the car: it is removed when its driver leaves, or the next driver would carry it.
 */
export class Handicaps {
  readonly #options: HandicapOptions;
  readonly #sent: LastSent;
  readonly #inTurn = createTurns();
  readonly #stop: () => void;
  /** Orders to announce once the game server has accepted them, by kind and GUID. */
  readonly #awaited = new Map<string, () => void>();
  /** The last outcome per car: the game server's reply, or why it could not be told. */
  readonly #outcomes = new Map<number, LoadOutcome>();

  constructor(options: HandicapOptions) {
    this.#options = options;
    this.#sent = new LastSent(options);
    const reactions: Listeners<void> = {
      driverJoined: ({ driver }) => void this.#compareCars([driver.carId]),
      driverLoaded: ({ driver }) => this.#loaded(driver),
      driverLeft: ({ driver }) => this.#left(driver),
      lapCompleted: ({ driver }) => void this.#compareCars([driver.carId]),
      sessionStarted: () => this.#sessionStarted(),
      serverHeard: () => void this.#compareCars(options.state().drivers.keys()),
      penaltyGiven: ({ penalty }) => this.#penalised(penalty.type),
      penaltyChanged: ({ penalty }) => this.#penalised(penalty.type),
    };
    this.#stop = options.bus.live((event) => hear(reactions, event));
  }

  of({ carId, guid }: Seat): Load {
    const { bases, table, penalties, limits } = this.#options;
    const [base, manual] = [bases()(carId), table.manual(guid)];
    return loadToCarry({ base, manual, penalties: penalties?.of(guid), limits: limits() });
  }

  /** What each has to carry, as of now. Read once for all cars, since every join reports all of them. */
  loads(): (seat: Seat) => Load {
    const { bases, table, penalties, limits } = this.#options;
    const [baseOf, manualOf, penaltiesOf, most] = [bases(), table.manuals(), penalties?.all(), limits()];
    return ({ carId, guid }) =>
      loadToCarry({ base: baseOf(carId), manual: manualOf(guid), penalties: penaltiesOf?.(guid), limits: most });
  }

  /** A driver's load if it differs from the entry list's, which means that Pitwall ordered it. */
  orderedFor(seat: Seat): Load | undefined {
    const wanted = this.of(seat);
    return isSameLoad(wanted, this.#sent.base(seat.carId)) ? undefined : wanted;
  }

  /**
   * Sets one of the two for a driver, replacing the entry list's value until it is set again; resolves with the game
   * server's reply. `kept` runs in the transaction that sets it; `onTold` is called once the game server has accepted
   * it, which may be later.
   *
   * @throws UserError if the game server could not be told now
   */
  set(seat: Seat, manual: Manual, { onTold, kept }: Setting): Promise<string | undefined> {
    const { table } = this.#options;
    table.setManual(seat.guid, { ...table.manual(seat.guid), ...manual }, kept);
    for (const kind of KINDS) if (manual[kind] !== undefined) this.#awaited.set(`${kind} ${seat.guid}`, onTold);
    const [wanted, told] = [this.of(seat), this.#sent.of(seat.carId)];
    // Somebody who repeats an order wants it sent again.
    const anew = KINDS.find((kind) => manual[kind] !== undefined && told[kind] === wanted[kind]);
    // A comparison that was queued may have sent it already.
    return this.#inTurn(async () => (await this.#compareCar(seat.carId, anew)) ?? this.#outcomes.get(seat.carId)?.said);
  }

  /** The outcome for a driver's load, once all orders under way are done; undefined if there was no order. */
  async outcomeFor(guid: string): Promise<LoadOutcome | undefined> {
    await this.#inTurn(async () => {});
    return [...this.#outcomes.values()].find((outcome) => outcome.guid === guid);
  }

  /** Tells the game server whatever differs from what it was last told: after a start, or when penalties change. */
  compare(): Promise<void> {
    return this.#compareCars(new Set([...this.#options.state().drivers.keys(), ...this.#sent.known()]));
  }

  close(): void {
    this.#stop();
  }

  #loaded(driver: Seat): void {
    this.#doubt(driver, this.of(driver));
    void this.#compareCars([driver.carId]);
  }

  #left(driver: Seat): void {
    if (!hasIdentity(driver)) this.#options.table.setManual(driver.guid, {});
    if (this.#sent.isKnown(driver.carId)) this.#sent.note(driver.carId, { sure: false });
    void this.#compareCars([driver.carId]);
  }

  #sessionStarted(): void {
    const { drivers } = this.#options.state();
    const loadOf = this.loads();
    for (const driver of drivers.values()) this.#doubt(driver, loadOf(driver));
    void this.#compareCars(drivers.keys());
  }

  #penalised(type: PenaltyType): void {
    if (type === 'ballast' || type === 'restrictor') void this.compare();
  }

  async #compareCars(carIds: Iterable<number>): Promise<void> {
    const compared = [...carIds].map((carId) =>
      this.#inTurn(() => this.#compareInTime(carId)).catch((err: unknown) =>
        this.#options.log.error({ err, car: carId }, 'ballast and restrictor could not be told'),
      ),
    );
    await Promise.all(compared);
  }

  /** A new session compares all cars at once: everything else gets a turn in between. */
  async #compareInTime(carId: number): Promise<void> {
    if (this.#options.clock?.isTurnSpent?.()) await nextTurn();
    await this.#compareCar(carId);
  }

  /** Uses the driver who is in the car when its turn comes. `anew`: sent even if it was sent before. */
  async #compareCar(carId: number, anew?: LoadKind): Promise<string | undefined> {
    const { state, tellsEmptyCars } = this.#options;
    const { drivers, heard } = state();
    const driver = drivers.get(carId);
    if (!heard || (!driver && !tellsEmptyCars)) return undefined;
    const wanted = driver ? this.of(driver) : this.#sent.base(carId);
    const before = this.#sent.of(carId);
    const isDoubtful = driver !== undefined && !before.sure;
    const kinds = KINDS.filter((kind) => isDoubtful || kind === anew || wanted[kind] !== before[kind]);
    const said =
      kinds.length === 0 ? undefined : await this.#tellCar({ carId, guid: driver?.guid ?? '' }, kinds, wanted);
    if (driver && isSameLoad(wanted, this.of(driver))) this.#options.onCarried?.(driver.guid);
    return said;
  }

  /** The load is doubtful until all of it was sent, so that it is sent again after a fault in between. */
  async #tellCar(seat: Seat, kinds: readonly LoadKind[], wanted: Load): Promise<string | undefined> {
    const { carId, guid } = seat;
    const replies: string[] = [];
    const troubles: unknown[] = [];
    this.#sent.note(carId, { sure: false });
    for (const kind of kinds) {
      try {
        const reply = await this.#options.tell(kind, seat, wanted[kind]);
        if (reply) replies.push(reply);
        this.#told(kind, seat, wanted[kind]);
      } catch (error) {
        // One of the two may be refused.
        troubles.push(error);
      }
    }
    const said = replies.join(' ') || undefined;
    this.#outcomes.set(carId, { guid, said, trouble: troubles[0] });
    if (troubles.length > 0) throw troubles[0];
    this.#sent.note(carId, { sure: guid !== '' && this.#options.state().drivers.get(carId)?.guid === guid });
    return said;
  }

  #told(kind: LoadKind, { carId, guid }: Seat, amount: number): void {
    this.#sent.note(carId, { [kind]: amount });
    const key = `${kind} ${guid}`;
    this.#awaited.get(key)?.();
    this.#awaited.delete(key);
  }

  /** What was sent to a car before its game had loaded, or in another session, may not have arrived. */
  #doubt(seat: Seat, wanted: Load): void {
    const base = this.#sent.base(seat.carId);
    if (KINDS.some((kind) => wanted[kind] !== base[kind])) this.#sent.note(seat.carId, { sure: false });
  }
}

/** Servers without Steam only tell drivers apart by their cars. */
const hasIdentity = ({ guid }: Seat): boolean => !guid.startsWith('car:');
