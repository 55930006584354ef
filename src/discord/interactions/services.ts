import type { REST } from 'discord.js';
import type { Dispatcher } from '../../command/dispatch.ts';
import type { Vocabulary } from '../../command/vocabulary.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Hide } from '../../kit/texts.ts';
import type { AddressOf } from '../common/cardLinks.ts';
import type { DiscordLog } from '../common/failures.ts';
import type { CallerLookup } from './asker.ts';
import type { Deferrals } from './deferrals.ts';
import type { Drafts } from './drafts.ts';
import type { Questions } from './questions.ts';

/** Everything needed to answer an interaction. */
export interface InteractionServices extends CallerLookup {
  readonly dispatcher: Dispatcher;
  /** The dispatcher's vocabulary. */
  readonly vocabulary: Vocabulary;
  /** The ids of all game servers. */
  readonly servers: readonly string[];
  /** The game server that a channel belongs to, for commands that do not name one. */
  serverForChannel(channelId: string): string | undefined;
  readonly rest: Pick<REST, 'patch'>;
  readonly deferrals: Pick<Deferrals, 'opened' | 'answered'>;
  readonly questions: Questions;
  readonly drafts: Drafts;
  /** Applied to every answer as it would be shown. */
  readonly hide: Hide;
  /** Where our messages are, for links to them. */
  readonly addressOf?: AddressOf | undefined;
  /** Another program has answered an interaction with this bot's token. */
  onRival?(): void;
  readonly clock: Clock;
  readonly log: DiscordLog;
}
