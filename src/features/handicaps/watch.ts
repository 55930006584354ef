import type { Load } from '../../acserver/limits.ts';
import { type Driver, hear, type Listeners } from '../../events/events.ts';
import { createTurns } from '../../kit/queue.ts';
import type { Bus } from '../../race/bus.ts';
import type { RaceState } from '../../race/state.ts';
import type { LoadTable, Manual, Sent } from './table.ts';

export type LoadKind = keyof Load;
type Seat = Pick<Driver, 'carId' | 'guid'>;

export interface HandicapOptions {
  readonly bus: Pick<Bus, 'live'>;
  readonly log: { error(fields: object, message: string): void };
  readonly state: () => RaceState;
  readonly table: LoadTable;
  /** What the entry list gives to a car. */
  readonly base: (carId: number) => Load;
  /** The most that the game server takes. */
  readonly limits: () => Load;
  /** What penalties that are being served add. */
  readonly penalties?: (guid: string) => Load;
  /** Whether the game server can be told about a car in which nobody sits. */
  readonly tellsEmptyCars: boolean;
  /** Tells the game server; resolves with what it said. Throws UserError when it is out of reach. */
  readonly tell: (kind: LoadKind, seat: Seat, amount: number) => Promise<string | undefined>;
}

/** What everybody carries, kept as it is to be. */
export interface Handicaps {
  of(seat: Seat): Load;
  limits(): Load;
  /**
   * Sets one of the two for a driver, in place of the entry list's, until it is set anew; resolves with what the game
   * server said to it.
   */
  set(seat: Seat, manual: Manual): Promise<string | undefined>;
  /** Tells the game server whatever differs from what it was told last: after a start, or when penalties change. */
  compare(): Promise<void>;
  close(): void;
}

/** What a car is to carry: what was set for its driver or else the entry list's, and penalties on top, within limits. */
export function loadToCarry({ base, manual = {}, penalties = NO_LOAD, limits }: LoadParts): Load {
  const of = (kind: LoadKind): number => Math.min(limits[kind], (manual[kind] ?? base[kind]) + penalties[kind]);
  return { ballastKg: of('ballastKg'), restrictorPercent: of('restrictorPercent') };
}

interface LoadParts {
  readonly base: Load;
  readonly manual?: Manual;
  readonly penalties?: Load;
  readonly limits: Load;
}

const NO_LOAD: Load = { ballastKg: 0, restrictorPercent: 0 };
const KINDS: readonly LoadKind[] = ['ballastKg', 'restrictorPercent'];

/**
 * Ballast and restrictor as a state to keep, not as orders to repeat: what a car is to carry is compared with what the
 * game server was told last whenever somebody joins, loads, leaves or completes a lap, and when a session starts.
 * A load is assumed to belong to the car: it is taken off when its driver leaves, or the next one would carry it.
 */
export function keepHandicaps(options: HandicapOptions): Handicaps {
  const { bus, state, table, base, limits } = options;
  const inTurn = createTurns();
  const book = sentBook(options);

  const of = ({ carId, guid }: Seat): Load =>
    loadToCarry({
      ...{ base: base(carId), manual: table.manual(guid), limits: limits() },
      penalties: options.penalties?.(guid) ?? NO_LOAD,
    });

  /** Whoever sits there by the time it is our turn counts. `anew`: told even if it was told before. */
  async function compareCar(carId: number, anew?: LoadKind): Promise<string | undefined> {
    const { drivers, heard } = state();
    const driver = drivers.get(carId);
    if (!heard || (!driver && !options.tellsEmptyCars)) return undefined;
    const wanted = driver ? of(driver) : book.base(carId);
    const before = book.of(carId);
    const isDoubtful = driver !== undefined && !before.sure;
    const kinds = KINDS.filter((kind) => isDoubtful || kind === anew || wanted[kind] !== before[kind]);
    if (kinds.length === 0) return undefined;
    const replies: string[] = [];
    for (const kind of kinds) {
      // Doubtful until it was said: a fault in between has it said again.
      book.note(carId, { sure: false });
      const reply = await options.tell(kind, { carId, guid: driver?.guid ?? '' }, wanted[kind]);
      book.note(carId, { [kind]: wanted[kind] });
      if (reply) replies.push(reply);
    }
    book.note(carId, { sure: driver !== undefined && state().drivers.get(carId)?.guid === driver.guid });
    return replies.join(' ') || undefined;
  }

  function compareSoon(carIds: Iterable<number>): Promise<void> {
    const compared = [...carIds].map((carId) =>
      inTurn(() => compareCar(carId)).catch((err: unknown) =>
        options.log.error({ err, car: carId }, 'ballast and restrictor could not be told'),
      ),
    );
    return Promise.all(compared).then(() => {});
  }

  /** What was told to a car before its game had loaded, or in another session, may not have arrived. */
  function doubt(seat: Seat): void {
    if (KINDS.some((kind) => of(seat)[kind] !== book.base(seat.carId)[kind])) book.note(seat.carId, { sure: false });
  }

  const reactions: Listeners<void> = {
    driverJoined: ({ driver }) => void compareSoon([driver.carId]),
    driverLoaded({ driver }) {
      doubt(driver);
      void compareSoon([driver.carId]);
    },
    driverLeft({ driver }) {
      if (!hasIdentity(driver)) table.setManual(driver.guid, {});
      if (book.isKnown(driver.carId)) book.note(driver.carId, { sure: false });
      void compareSoon([driver.carId]);
    },
    lapCompleted: ({ driver }) => void compareSoon([driver.carId]),
    sessionStarted() {
      for (const driver of state().drivers.values()) doubt(driver);
      void compareSoon(state().drivers.keys());
    },
    serverHeard: () => void compareSoon(state().drivers.keys()),
  };

  return {
    of,
    limits,
    set(seat, manual) {
      table.setManual(seat.guid, { ...table.manual(seat.guid), ...manual });
      const [wanted, told] = [of(seat), book.of(seat.carId)];
      // Somebody who says it again wants it said again.
      const anew = KINDS.find((kind) => manual[kind] !== undefined && told[kind] === wanted[kind]);
      return inTurn(() => compareCar(seat.carId, anew));
    },
    compare: () => compareSoon(new Set([...state().drivers.keys(), ...book.known()])),
    close: bus.live((event) => hear(reactions, event)),
  };
}

/** Servers without Steam tell their drivers apart by their cars alone. */
const hasIdentity = ({ guid }: Seat): boolean => !guid.startsWith('car:');

/** What the game server was told last, in this life of it; a car that nobody spoke of has what the entry list says. */
function sentBook({ state, table, base, limits }: HandicapOptions) {
  const ofList = (carId: number): Load => loadToCarry({ base: base(carId), limits: limits() });
  const of = (carId: number): Sent => table.sent(state().run, carId) ?? { ...ofList(carId), sure: true };
  return {
    of,
    base: ofList,
    isKnown: (carId: number): boolean => table.sent(state().run, carId) !== undefined,
    known: (): readonly number[] => table.carsToldOf(state().run),
    note: (carId: number, changed: Partial<Sent>): void =>
      table.setSent(state().run, carId, { ...of(carId), ...changed }),
  };
}
