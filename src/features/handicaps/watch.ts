/** Keeps ballast and restrictor of every car as they are to be. */
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
  /** What penalties that are being served add: for one driver, or as of now for all. */
  readonly penalties?: PenaltyLoads | undefined;
  /** Whether the game server can be told about a car in which nobody sits. */
  readonly tellsEmptyCars: boolean;
  /** Tells the game server; resolves with what it said. Throws UserError when it is out of reach, or refuses it. */
  readonly tell: (kind: LoadKind, seat: Seat, amount: number) => Promise<string | undefined>;
  /** Told whenever a driver's car carries what it is to carry, as far as the game server says. */
  readonly onCarried?: (guid: string) => void;
  readonly clock?: Pick<Clock, 'isTurnSpent'>;
}

/** What the game server made of what it was told of a driver's car. */
export interface LoadOutcome {
  readonly guid: string;
  readonly said: string | undefined;
  /** Why not all of it could be told. */
  readonly trouble: unknown;
}

interface Setting {
  readonly onTold: () => void;
  readonly kept?: (() => void) | undefined;
}

/**
 * Ballast and restrictor as a state to keep, not as orders to repeat: what a car is to carry is compared with what the
 * game server was told last whenever somebody joins, loads, leaves or completes a lap, and when a session starts.
 * A load is assumed to belong to the car: it is taken off when its driver leaves, or the next one would carry it.
 */
export class Handicaps {
  readonly #options: HandicapOptions;
  readonly #sent: LastSent;
  readonly #inTurn = createTurns();
  readonly #stop: () => void;
  /** Orders that are to be told of once the game server has taken them, by what they set for whom. */
  readonly #awaited = new Map<string, () => void>();
  /** What the game server last made of each car: what it said, or why it could not be told. */
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

  /** What each is to carry, as of now: read once for all, since with each who joins all are told of. */
  loads(): (seat: Seat) => Load {
    const { bases, table, penalties, limits } = this.#options;
    const [baseOf, manualOf, penaltiesOf, most] = [bases(), table.manuals(), penalties?.all(), limits()];
    return ({ carId, guid }) =>
      loadToCarry({ base: baseOf(carId), manual: manualOf(guid), penalties: penaltiesOf?.(guid), limits: most });
  }

  /** What a driver is to carry where that is not what the entry list says: it has been ordered. */
  orderedFor(seat: Seat): Load | undefined {
    const wanted = this.of(seat);
    return isSameLoad(wanted, this.#sent.base(seat.carId)) ? undefined : wanted;
  }

  /**
   * Sets one of the two for a driver, in place of the entry list's, until it is set anew; resolves with what the game
   * server said to it. `kept` runs in the transaction that makes it so; `onTold` is called once the game server has taken
   * it, which may be later.
   *
   * @throws UserError when it could not be told now
   */
  set(seat: Seat, manual: Manual, { onTold, kept }: Setting): Promise<string | undefined> {
    const { table } = this.#options;
    table.setManual(seat.guid, { ...table.manual(seat.guid), ...manual }, kept);
    for (const kind of KINDS) if (manual[kind] !== undefined) this.#awaited.set(`${kind} ${seat.guid}`, onTold);
    const [wanted, told] = [this.of(seat), this.#sent.of(seat.carId)];
    // Somebody who says it again wants it said again.
    const anew = KINDS.find((kind) => manual[kind] !== undefined && told[kind] === wanted[kind]);
    // A comparison that was waiting its turn may have told it already.
    return this.#inTurn(async () => (await this.#compareCar(seat.carId, anew)) ?? this.#outcomes.get(seat.carId)?.said);
  }

  /** What became of what a driver is to carry, once all that is under way has been told; undefined when nothing was. */
  async outcomeFor(guid: string): Promise<LoadOutcome | undefined> {
    await this.#inTurn(async () => {});
    return [...this.#outcomes.values()].find((outcome) => outcome.guid === guid);
  }

  /** Tells the game server whatever differs from what it was told last: after a start, or when penalties change. */
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

  /** With a session all cars are compared together: everything else has a turn in between. */
  async #compareInTime(carId: number): Promise<void> {
    if (this.#options.clock?.isTurnSpent?.()) await nextTurn();
    await this.#compareCar(carId);
  }

  /** Whoever sits there by the time it is our turn counts. `anew`: told even if it was told before. */
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

  /** Doubtful until it was said: a fault in between has it said again. */
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
        // Of two one may be refused.
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

  /** What was told to a car before its game had loaded, or in another session, may not have arrived. */
  #doubt(seat: Seat, wanted: Load): void {
    const base = this.#sent.base(seat.carId);
    if (KINDS.some((kind) => wanted[kind] !== base[kind])) this.#sent.note(seat.carId, { sure: false });
  }
}

/** Servers without Steam tell their drivers apart by their cars alone. */
const hasIdentity = ({ guid }: Seat): boolean => !guid.startsWith('car:');
