import type { OwnLinks } from '../../features/links/links.ts';
import type { Hosts } from '../../fleet/hosts.ts';
import type { NatsTalk } from '../../fleet/nats/talk.ts';
import type { Shared } from '../shared.ts';
import type { HubConfig } from './config.ts';
import type { LateNews } from './lateNews.ts';

/** The parts of a hub from which the others are built. */
export interface HubParts
  extends Pick<Shared, 'clock' | 'log' | 'opened' | 'fail' | 'store' | 'links' | 'roster' | 'league' | 'outbox'> {
  /** Its servers are always those that the edges currently have. */
  readonly config: HubConfig;
  /** The id of this process run. */
  readonly life: string;
  readonly hosts: Hosts;
  /** Events that arrive long after they happened. */
  readonly late: LateNews;
  readonly talk: NatsTalk;
  /** Links that drivers have confirmed in the car. */
  readonly proved: OwnLinks;
  /** roster.csv as last read. */
  readonly rosterText: () => { readonly name: string; readonly text: string } | undefined;
}
