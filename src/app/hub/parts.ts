import type { OwnLinks } from '../../features/links/links.ts';
import type { Hosts } from '../../fleet/hosts.ts';
import type { NatsTalk } from '../../fleet/nats/talk.ts';
import type { Shared } from '../shared.ts';
import type { HubConfig } from './config.ts';
import type { LateNews } from './lateNews.ts';

/** What a hub is made of, beside what is made of that. */
export interface HubParts
  extends Pick<Shared, 'clock' | 'log' | 'opened' | 'fail' | 'store' | 'links' | 'roster' | 'league' | 'outbox'> {
  /** Its servers are those that the edges have by now. */
  readonly config: HubConfig;
  /** Of this process. */
  readonly life: string;
  readonly hosts: Hosts;
  /** What comes long after it has happened. */
  readonly late: LateNews;
  readonly talk: NatsTalk;
  /** What drivers have proved in the car. */
  readonly proved: OwnLinks;
  /** roster.csv as it was read last. */
  readonly rosterText: () => { readonly name: string; readonly text: string } | undefined;
}
