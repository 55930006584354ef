import type { EdgeConfig } from '../../config/environment.ts';
import type { ContentNames } from '../../features/content/names.ts';
import type { Roster } from '../../features/roster/roster.ts';
import type { HubCopy } from '../../fleet/hubCopy.ts';
import type { NatsTalk } from '../../fleet/nats/talk.ts';
import type { Out } from '../../fleet/out.ts';
import type { Pictures } from '../pictures.ts';
import type { Shared } from '../shared.ts';
import type { HubWay } from './way.ts';

/** The parts of an edge from which the others are built. */
export interface EdgeParts
  extends Pick<Shared, 'clock' | 'log' | 'opened' | 'store' | 'servers' | 'dispatcher' | 'hide'> {
  readonly config: EdgeConfig;
  readonly out: Out;
  readonly way: HubWay;
  readonly talk: NatsTalk;
  readonly hub: HubCopy;
  readonly content: ContentNames;
  readonly roster: Roster;
  readonly pictures: Pictures;
  /** The outcome of a command given to an earlier run. */
  readonly fateOf: (act: string) => Promise<string | undefined>;
}
