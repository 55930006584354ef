import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerView, ServerViews } from '../command/view.ts';
import { type AnyServerConfig, hasFiles } from '../config/server.ts';
import { messageOf } from '../kit/errors.ts';
import { Signal } from '../kit/signal.ts';
import type { LiveServer } from '../live/liveServer.ts';

export type ViewLive = Pick<LiveServer, 'id' | 'config' | 'clock' | 'log' | 'bus' | 'state' | 'logFacts'> & {
  readonly process: Pick<LiveServer['process'], 'status'>;
};

/** What a view is put together from. */
export interface ViewSources {
  readonly info: () => ServerView['info'];
  readonly drivers: () => ServerView['drivers'];
  readonly sessions: () => ServerView['sessions'];
  readonly settableSessions: () => ServerView['settableSessions'];
  readonly lobby: () => ServerView['lobby'];
  readonly entries: () => ServerView['grid']['entries'];
}

/**
 * Puts the view of one server together when somebody reads it and something may have changed since, and pushes it
 * behind each batch of events that changed it. Car positions are no events: they cost nothing here.
 */
export class ViewPublisher implements ServerViews {
  readonly #live: ViewLive;
  readonly #sources: ViewSources;
  readonly #pushed = new Signal<ServerView>();
  readonly #stops: readonly (() => void)[];
  /** Events and facts of the log, either of which may change what is seen. */
  #changes = 0;
  #watchers = 0;
  #isPushDue = false;
  #known: { readonly stamp: string; readonly view: ServerView } | undefined;
  #lastPushed: ServerView | undefined;
  #lastProblem: string | undefined;

  constructor(live: ViewLive, sources: ViewSources) {
    this.#live = live;
    this.#sources = sources;
    this.#stops = [live.bus.live(() => this.#changed()), live.logFacts.listen(() => this.#changed())];
  }

  current(): ServerView {
    const stamp = this.#stamp();
    if (this.#known?.stamp === stamp) return this.#known.view;
    const view = this.#put();
    this.#known = { stamp, view };
    return view;
  }

  watch(listener: (view: ServerView) => void): () => void {
    this.#watchers++;
    const stop = this.#pushed.listen(listener);
    return () => {
      this.#watchers--;
      stop();
    };
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #changed(): void {
    this.#changes++;
    if (this.#watchers === 0 || this.#isPushDue) return;
    this.#isPushDue = true;
    // The events of a batch are told one by one, without a pause.
    queueMicrotask(() => this.#push());
  }

  #push(): void {
    this.#isPushDue = false;
    try {
      const view = this.current();
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

  #put(): ServerView {
    const { info, drivers, sessions, settableSessions, lobby, entries } = this.#sources;
    return {
      id: this.#live.id,
      state: this.#live.state(),
      info: info(),
      drivers: drivers(),
      sessions: sessions(),
      settableSessions: settableSessions(),
      lobby: lobby(),
      grid: { entries: entries() },
    };
  }

  /** The same as long as nothing has changed: what happened, the process, the files, and that the time is up. */
  #stamp(): string {
    const { state, process, config, clock } = this.#live;
    const { state: phase, startedAt } = process.status();
    const facts = state().session?.facts;
    const endsAt = facts?.zeroAt === undefined ? Infinity : facts.zeroAt + facts.minutes * 60_000;
    return [this.#changes, phase, startedAt, ...fileStamps(config), clock.now() > endsAt].join(' ');
  }
}

const FILES = ['server_cfg.ini', 'entry_list.ini'] as const;

const fileStamps = (config: AnyServerConfig): string[] =>
  hasFiles(config) ? FILES.map((file) => stampOf(join(config.directory, 'cfg', file))) : [];

function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs}/${found.ctimeMs}/${found.size}` : 'missing';
}

/** The lobby's addresses hold the time that is left, which is no news. */
function isSame(before: ServerView, after: ServerView): boolean {
  return before.state === after.state && comparable(before) === comparable(after);
}

const comparable = ({ info, drivers, sessions, settableSessions, lobby, grid }: ServerView): string =>
  JSON.stringify([info, drivers, sessions, settableSessions, { ...lobby, urls: undefined }, grid]);
