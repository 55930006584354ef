import type { Logger } from 'pino';
import type { App } from '../command/app.ts';
import type { Dispatcher } from '../command/dispatch.ts';
import type { Config } from '../config/environment.ts';
import type { Outbox } from '../discord/outbox/outbox.ts';
import type { ContentNames } from '../features/content/names.ts';
import type { LeagueLinks } from '../features/links/links.ts';
import type { Roster } from '../features/roster/roster.ts';
import type { Clock } from '../kit/clock.ts';
import type { Close } from '../kit/closers.ts';
import type { Hide } from '../kit/texts.ts';
import type { Store } from '../store/store.ts';
import type { League } from './league.ts';
import type { OpenServer } from './server.ts';

/** What the front ends of an installation share. */
export interface Shared {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  /** Registers something to close; closed in reverse order. */
  readonly opened: (close: Close) => void;
  /** Called with a fatal error after the start. */
  readonly fail: (error: unknown) => void;
  readonly store: Store;
  readonly servers: ReadonlyMap<string, OpenServer>;
  readonly links: LeagueLinks;
  readonly roster: Roster;
  readonly content: ContentNames;
  readonly league: League;
  readonly outbox: Outbox;
  readonly hide: Hide;
  readonly app: App;
  readonly dispatcher: Dispatcher;
}
