import type { PacketOf, Telling } from '../../acserver/udp/packets.ts';
import type { SessionFacts } from '../../events/session.ts';
import type { Clock } from '../../kit/clock.ts';
import type { RaceState } from '../../race/state.ts';
import type { TrackFiles, TrackMap } from './files.ts';
import { FollowedCar } from './followedCar.ts';
import { TrackKnowledge } from './knowledge.ts';
import type { LearntLine } from './line.ts';
import type { InPieces } from './memory.ts';
import type { StoredTrack, TrackKey, TrackTable } from './table.ts';

export interface TrackWatchOptions {
  readonly table: Pick<TrackTable, 'load' | 'save'>;
  readonly filesOf: (key: TrackKey) => TrackFiles;
  readonly state: () => Pick<RaceState, 'session'>;
  readonly clock: Pick<Clock, 'monotonic' | 'after'>;
  /** Receives the reason if the store rejects what was learnt. The line is used anyway. */
  readonly onFault: (error: unknown) => void;
}

/** Following forty cars at once does not improve a line; only this many are followed at a time, then others. */
const MOST_FOLLOWED = 8;

interface Current {
  readonly key: TrackKey;
  readonly known: TrackKnowledge;
  readonly map: TrackMap | undefined;
}

/** A line being made again. */
interface Refining {
  readonly current: Current;
  readonly work: InPieces<StoredTrack | undefined>;
}

/** Learns the track from the game server's packets, one at a time. */
export class TrackWatch {
  readonly #options: TrackWatchOptions;
  readonly #cars = new Map<number, FollowedCar>();
  #current: Current | undefined;
  #othersWait = false;
  #refining: Refining | undefined;
  #isAsked = false;

  constructor(options: TrackWatchOptions) {
    this.#options = options;
  }

  line(): LearntLine | undefined {
    return this.#track()?.known.line;
  }

  map(): TrackMap | undefined {
    return this.#track()?.map;
  }

  hear(packet: Telling): void {
    if (packet.type === 'lapCompleted') this.#lapCompleted(packet);
    else if (packet.type === 'clientEvent') this.#touched(packet);
    else if (packet.type === 'newConnection' || packet.type === 'connectionClosed') this.#left(packet.carId);
    else if (packet.type === 'clientLoaded') this.#loaded(packet.carId);
  }

  /** Publishes what the previous session taught. Cars are now put into their boxes, unless it is a race. */
  sessionStarted({ track, layout, kind }: SessionFacts): void {
    this.#publish();
    if (this.#current?.key.track !== track || this.#current.key.layout !== layout) this.#open({ track, layout });
    if (kind !== 'practice' && kind !== 'qualify') return;
    for (const carId of this.#cars.keys()) this.#current?.known.pits.expect(carId);
  }

  close(): void {
    this.#finish();
    this.#publish();
    this.#finish();
  }

  #track(): Current | undefined {
    const facts = this.#options.state().session?.facts;
    if (!this.#current && facts && facts.track !== '') this.#open({ track: facts.track, layout: facts.layout });
    return this.#current;
  }

  #open(key: TrackKey): void {
    this.#cars.clear();
    const files = this.#options.filesOf(key);
    this.#current = {
      key: { track: key.track, layout: key.layout },
      known: new TrackKnowledge(this.#options.table.load(key), files),
      map: files.map,
    };
  }

  /** @param at by the monotonic clock */
  follow(packet: PacketOf<'carUpdate'>, at = this.#options.clock.monotonic()): void {
    const known = this.#track()?.known;
    if (!known) return;
    const { carId } = packet;
    if (known.pits.isWatched(carId)) {
      const { pos, velocity } = packet;
      const speedMs = Math.hypot(velocity[0], velocity[2]);
      known.pits.seen(carId, { x: pos[0], z: pos[2], speedMs }, { line: known.line, at });
    }
    const car = this.#carOf(carId);
    const lap = car?.seen(packet, at);
    if (!car || !lap) return;
    if (known.add(lap)) this.#publish();
    if (this.#othersWait) this.#cars.delete(carId);
    this.#othersWait = false;
  }

  #carOf(carId: number): FollowedCar | undefined {
    const followed = this.#cars.get(carId);
    if (followed) return followed;
    this.#othersWait = this.#cars.size >= MOST_FOLLOWED;
    if (this.#othersWait) return undefined;
    const car = new FollowedCar();
    this.#cars.set(carId, car);
    return car;
  }

  #lapCompleted(packet: PacketOf<'lapCompleted'>): void {
    this.#cars.get(packet.carId)?.lapCompleted(packet, this.#options.clock.monotonic());
  }

  #touched(packet: PacketOf<'clientEvent'>): void {
    this.#cars.get(packet.carId)?.touched();
    if (packet.subtype === 'car') this.#cars.get(packet.otherCarId)?.touched();
  }

  #left(carId: number): void {
    this.#cars.delete(carId);
    this.#current?.known.pits.forget(carId);
  }

  /** A driver who joins a race may stand on the grid. */
  #loaded(carId: number): void {
    if (this.#options.state().session?.facts.kind !== 'race') this.#track()?.known.pits.expect(carId);
  }

  /** Works in pieces, so that a long track blocks nothing. */
  #publish(): void {
    const current = this.#current;
    // What arrives meanwhile goes into the next one.
    this.#isAsked = this.#refining !== undefined;
    if (!current?.known.isNew || this.#refining) return;
    this.#refining = { current, work: current.known.refining() };
    this.#goOn();
  }

  #goOn(): void {
    if (this.#refining && !this.#step(this.#refining)) this.#options.clock.after(0, () => this.#goOn());
  }

  /** @returns whether it is done */
  #step({ current, work }: Refining): boolean {
    try {
      const { done, value } = work.next();
      if (!done) return false;
      if (value) this.#options.table.save(current.key, value);
    } catch (error) {
      this.#options.onFault(error);
    }
    this.#refining = undefined;
    if (this.#isAsked) this.#publish();
    return true;
  }

  /** Finishes pending work at once, because Pitwall is closing. */
  #finish(): void {
    while (this.#refining && !this.#step(this.#refining));
  }
}
