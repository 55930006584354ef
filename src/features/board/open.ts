import type { EventType } from '../../events/events.ts';
import type { Penalty } from '../../events/penalty.ts';
import { Signal } from '../../kit/signal.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import { RaceGaps } from '../../race/gaps.ts';
import { lapCount } from '../../race/standings.ts';
import { standingKey } from '../../race/state.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { SessionKey } from '../calendar/session.ts';
import type { SessionCount } from '../incidents/openCount.ts';
import { isInPits, type LearntLine } from '../track/line.ts';
import type { BoardState } from './board.ts';
import { Pace } from './pace.ts';
import { boardState, lookAt, type Stewarding, stewardingOf } from './state.ts';

/** What a board can be asked. */
export interface BoardActions {
  /** The current running order. */
  order(): BoardState;
}

export interface ServerBoard {
  readonly actions: BoardActions;
  /** Calls the listener whenever the board should be shown again. The returned function stops that. */
  watch(listener: (state: BoardState) => void): () => void;
  close(): void;
}

export type BoardLive = Pick<LiveServer, 'id' | 'clock' | 'log' | 'bus' | 'state' | 'running'> & {
  readonly plugin: Pick<LiveServer['plugin'], 'watch' | 'followPositions' | 'tellFollowed'>;
  readonly process: Pick<LiveServer['process'], 'status'>;
};

export interface BoardFeatures {
  readonly calendar: Pick<Calendar, 'keysOf'>;
  /** How many incidents wait for a decision, by session. */
  readonly incidents: { openBySession(): readonly SessionCount[] };
  /** The penalties in force that a board shows: those to be served, and those that count in this race. */
  readonly penalties: { list(race: readonly SessionKey[]): readonly Penalty[] };
  readonly line: () => LearntLine | undefined;
  /** The driver's race number; undefined if the league gave none. */
  readonly numberOf: (guid: string) => string | undefined;
}

/** These events come by the dozen and change nothing that stewards decided, so the cache stays valid. */
const WITHOUT_STEWARDS: readonly EventType[] = ['lapCompleted', 'sectorCompleted', 'chat', 'contact', 'serverPinged'];

export function openBoard(live: BoardLive, features: BoardFeatures): ServerBoard {
  const board = new Board(live, features);
  return {
    actions: { order: () => board.state() },
    watch: (listener) => board.watch(listener),
    close: () => board.close(),
  };
}

class Board {
  readonly #live: BoardLive;
  readonly #features: BoardFeatures;
  readonly #gaps: RaceGaps;
  readonly #shown = new Signal<BoardState>();
  readonly #stops: readonly (() => void)[];
  #pace: Pace<BoardState> | undefined;
  #stewarding: Stewarding | undefined;

  constructor(live: BoardLive, features: BoardFeatures) {
    this.#live = live;
    this.#features = features;
    this.#gaps = new RaceGaps({ lapsOf: (carId) => this.#lapsOf(carId) });
    this.#gaps.begin(live.state().session?.facts.kind === 'race');
    this.#stops = [this.#followCars(), this.#followSeats(), this.#followEvents()];
  }

  state(): BoardState {
    const { id, state, running, process, clock, plugin } = this.#live;
    plugin.tellFollowed();
    this.#stewarding ??= this.#readStewarding();
    const line = this.#features.line();
    return boardState({
      server: id,
      state: state(),
      name: running().cfg.name,
      process: process.status(),
      seen: this.#gaps,
      stewarding: this.#stewarding,
      numberOf: this.#features.numberOf,
      isInPits: (carId) => {
        const ground = this.#gaps.groundOf(carId);
        return line !== undefined && ground !== undefined && isInPits(line, ground);
      },
      now: clock.now(),
      monotonic: clock.monotonic(),
    });
  }

  /** The board is only put together while somebody watches it. */
  watch(listener: (state: BoardState) => void): () => void {
    const { clock, log } = this.#live;
    this.#pace ??= new Pace({
      clock,
      look: () => lookAt(this.state()),
      show: this.#shown.tell,
      onFault: (err) => log.error({ err }, 'the board could not be put together'),
    });
    const stop = this.#shown.listen(listener);
    this.#pace.soon();
    return () => {
      if (stop() && !this.#shown.isHeard()) this.#rest();
    };
  }

  close(): void {
    this.#rest();
    for (const stop of this.#stops) stop();
  }

  #rest(): void {
    this.#pace?.close();
    this.#pace = undefined;
  }

  /** Thousands of packets a second: handling a position only uses plain numbers. */
  #followCars(): () => void {
    const { plugin, state } = this.#live;
    return plugin.followPositions((packet, { now, monotonic }) => {
      const zeroAt = state().session?.facts.zeroAt;
      const sinceStartMs = zeroAt === undefined ? Number.POSITIVE_INFINITY : now - zeroAt;
      this.#gaps.seen(packet, monotonic, sinceStartMs);
    });
  }

  #followSeats(): () => void {
    return this.#live.plugin.watch((packet) => {
      if (packet.type === 'newConnection') {
        this.#gaps.forget(packet.carId);
      } else if (packet.type === 'lapCompleted') {
        const row = packet.leaderboard.find(({ carId }) => carId === packet.carId);
        if (row) this.#gaps.lapTold(packet.carId, { laps: row.laps, isFinished: row.completed === 1 });
      }
    });
  }

  #followEvents(): () => void {
    return this.#live.bus.live((event) => {
      if (event.type === 'sessionStarted') this.#gaps.begin(event.facts.kind === 'race');
      if (!WITHOUT_STEWARDS.includes(event.type)) this.#stewarding = undefined;
      this.#pace?.soon();
    });
  }

  #lapsOf(carId: number): number {
    const { seats, session } = this.#live.state();
    const seated = seats.get(carId);
    const standing = seated && session?.standings.get(standingKey(seated));
    return standing ? lapCount(standing) : 0;
  }

  #readStewarding(): Stewarding {
    const { incidents, penalties, calendar } = this.#features;
    const { run, session } = this.#live.state();
    const race = session ? calendar.keysOf(run, session.ordinal) : [];
    return stewardingOf(incidents.openBySession(), penalties.list(race), (key) =>
      race.some((each) => each.run === key.run && each.session === key.session),
    );
  }
}
