/** When the view of a server is rebuilt, and who gets it. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerView } from '../command/view.ts';
import { type AnyServerConfig, configurationFolder, hasFiles } from '../config/server.ts';
import { messageOf } from '../kit/errors.ts';
import { Signal } from '../kit/signal.ts';
import type { LiveServer } from '../live/liveServer.ts';

export type ViewLive = Pick<LiveServer, 'config' | 'clock' | 'log' | 'bus' | 'state' | 'logFacts' | 'hearing'> & {
  readonly process: Pick<LiveServer['process'], 'status'>;
};

/**
 * Caches the view of one server until something may have changed, and pushes it after each batch of events that changed
 * it. Car positions are not events and cost nothing here. Nothing costs anything while nobody watches.
 */
export class ViewPublisher {
  readonly #live: ViewLive;
  readonly #read: () => ServerView;
  readonly #shared: Shared;
  readonly #pushed = new Signal<ServerView>();
  readonly #stops: readonly (() => void)[];
  /** Counts events and log facts outside the race: either may change the view. */
  #changes = 0;
  #watchers = 0;
  #isPushDue = false;
  #known: { readonly stamp: string; readonly view: ServerView } | undefined;
  #lastPushed: ServerView | undefined;
  #lastProblem: string | undefined;

  /** @param read reads each part on first access */
  constructor(live: ViewLive, read: () => ServerView, shared: Shared = { revision: 0 }) {
    this.#live = live;
    this.#read = read;
    this.#shared = shared;
    this.#stops = [
      live.bus.live(() => this.#changed()),
      live.logFacts.listen(() => this.#changed()),
      live.hearing.listen(() => this.#changed()),
    ];
  }

  /** The current view: the same object as before if nothing has changed. Accessing a part may throw UserError. */
  current(): ServerView {
    const stamp = this.#stamp();
    if (this.#known?.stamp !== stamp) this.#known = { stamp, view: this.#read() };
    return this.#known.view;
  }

  /** Pushes plain data whenever something has changed; the returned function stops that. */
  watch(listener: (view: ServerView) => void): () => void {
    this.#watchers++;
    const stop = this.#pushed.listen(listener);
    return () => {
      if (stop()) this.#watchers--;
    };
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #changed(): void {
    this.#changes++;
    if (this.#watchers === 0 || this.#isPushDue) return;
    this.#isPushDue = true;
    // The events of a batch arrive one by one in the same turn.
    queueMicrotask(() => this.#push());
  }

  #push(): void {
    this.#isPushDue = false;
    try {
      const view = plain(this.current());
      if (this.#lastPushed && isSame(this.#lastPushed, view)) return;
      this.#lastPushed = view;
      this.#lastProblem = undefined;
      this.#pushed.tell(view);
    } catch (error) {
      const problem = messageOf(error);
      if (problem !== this.#lastProblem) this.#live.log.warn({ reason: problem }, 'the view could not be put together');
      this.#lastProblem = problem;
    }
  }

  /** Unchanged as long as nothing has changed: events, the process, the files, and whether the session's time is up. */
  #stamp(): string {
    const { state, process, config, clock } = this.#live;
    const { state: phase, startedAt } = process.status();
    const facts = state().session?.facts;
    const endsAt = facts?.zeroAt === undefined ? Infinity : facts.zeroAt + facts.minutes * 60_000;
    return [this.#changes, this.#shared.revision, phase, startedAt, ...fileStamps(config), clock.now() > endsAt].join(
      ' ',
    );
  }
}

/** Data that all servers share and views show; the revision counts its changes. */
interface Shared {
  readonly revision: number;
}

/** With every part read. */
const plain = ({
  id,
  state,
  info,
  drivers,
  sessions,
  settableSessions,
  lobby,
  grid,
  nameable,
}: ServerView): ServerView => ({
  id,
  state,
  info,
  drivers,
  sessions,
  settableSessions,
  lobby,
  grid: { entries: grid.entries },
  nameable: {
    incidents: nameable.incidents,
    decisions: nameable.decisions,
    proposals: nameable.proposals,
    infringements: nameable.infringements,
    countsPoints: nameable.countsPoints,
    penalties: nameable.penalties,
    sessions: nameable.sessions,
    recent: nameable.recent,
    involved: nameable.involved,
  },
});

/** The lobby's URLs contain the time left, so they are not compared. */
const isSame = (before: ServerView, after: ServerView): boolean =>
  before.state === after.state && comparable(before) === comparable(after);

const comparable = ({ info, drivers, sessions, settableSessions, lobby, grid, nameable }: ServerView): string =>
  JSON.stringify([info, drivers, sessions, settableSessions, { ...lobby, urls: undefined }, grid, nameable]);

const FILES = ['server_cfg.ini', 'entry_list.ini'] as const;

const fileStamps = (config: AnyServerConfig): string[] =>
  hasFiles(config) ? FILES.map((file) => stampOf(join(config.directory, configurationFolder(config), file))) : [];

function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs}/${found.ctimeMs}/${found.size}` : 'missing';
}
