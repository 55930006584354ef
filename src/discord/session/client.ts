import { randomBytes } from 'node:crypto';
import {
  type Client,
  DiscordAPIError,
  Events,
  type Interaction,
  type REST,
  RESTEvents,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js';
import type { Dispatcher } from '../../command/dispatch.ts';
import type { Clock } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';
import type { Store } from '../../store/store.ts';
import { attempt, type Log, loggable } from '../common/failures.ts';
import { guarded } from '../common/guarded.ts';
import { registerCommands } from '../interactions/commandsTable.ts';
import type { Desk } from '../interactions/conversation.ts';
import { onComponent, onForm } from '../interactions/presses.ts';
import { createQuestions } from '../interactions/questions.ts';
import { type Deferred, type Replies, repliesIn } from '../interactions/replies.ts';
import { slashSchema } from '../interactions/schema.ts';
import { onAutocomplete, onSlash } from '../interactions/slash.ts';
import type { DiscordConfig } from './config.ts';
import { guildFacts, problemsWith } from './guild.ts';
import { destroy, fatalClose, login, type Seat } from './login.ts';
import { sparing } from './sparing.ts';

export interface DiscordOptions {
  readonly config: DiscordConfig;
  readonly dispatcher: Dispatcher;
  /** The ids of all game servers. */
  readonly servers: readonly string[];
  /** The game server a channel is about, where the command does not say. */
  serverForChannel(channelId: string): string | undefined;
  /** The driver whom an account is linked to. */
  guidOf(userId: string): string | undefined;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Discord has turned us away for good; there is no way on but to stop. Called once. */
  onFatal(error: UserError): void;
}

export interface Discord extends Seat {
  /** Resolves once every interaction that came before is answered. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Logs in and answers interactions from then on.
 *
 * @throws UserError with one sentence a line for everything in the configuration that Discord does not bear out
 */
export async function openDiscord(options: DiscordOptions): Promise<Discord> {
  const { config, store, clock, log } = options;
  const replies = repliesIn(store, clock);
  const orphans = replies.orphans();
  const desk = { ...options, replies, questions: createQuestions(clock) };
  const seat = await login({ config, clock, log, prepare: (client) => listen(client, desk) });
  const close = async (): Promise<void> => {
    desk.questions.close();
    await destroy(seat.client, clock);
  };
  try {
    await checkConfiguration(seat, config);
    await tellCommands(seat, options);
  } catch (error) {
    await close();
    throw error;
  }
  watchForTheEnd(seat.client, options.onFatal);
  for (const orphan of orphans) void apologise(orphan, { rest: seat.client.rest, replies, clock, log });
  return { ...seat, settled: replies.settled, close };
}

function listen(client: Client, seated: Omit<Desk, 'lost'>): void {
  const { replies, clock, log } = seated;
  const lost = (reply: Deferred) => void apologise(reply, { rest: client.rest, replies, clock, log }, LOST);
  const desk: Desk = { ...seated, lost };
  client.on(
    Events.InteractionCreate,
    guarded(log, (interaction) => answer(interaction, desk)),
  );
  client.on(Events.Error, (error) => log.warn(loggable(error), 'Discord client error'));
  client.on(Events.Warn, (reason) => log.warn({ reason }, 'Discord client warning'));
  const once = sparing(desk.clock);
  client.on(Events.ShardError, (error) => {
    once('error', () => log.warn(loggable(error), 'Discord connection error'));
  });
  client.on(Events.ShardReconnecting, () => once('reconnecting', () => log.info({}, 'reconnecting to Discord')));
}

async function answer(interaction: Interaction, desk: Desk): Promise<void> {
  try {
    if (interaction.isChatInputCommand()) await onSlash(interaction, desk);
    else if (interaction.isAutocomplete()) await onAutocomplete(interaction, desk);
    else if (interaction.isMessageComponent()) await onComponent(interaction, desk);
    else if (interaction.isModalSubmit()) await onForm(interaction, desk);
  } catch (error) {
    const reference = randomBytes(3).toString('hex');
    desk.log.error({ ...loggable(error), reference }, 'an interaction failed');
    await excuse(interaction, reference, desk);
  }
}

/** A fault on our side of dispatch; what dispatch runs has its own. */
async function excuse(interaction: Interaction, reference: string, desk: Desk): Promise<void> {
  if (!interaction.isRepliable()) return;
  const content = `⚠️ That went wrong on our side; the log has the details under ${reference}.`;
  const isOpen = interaction.deferred || interaction.replied;
  const say = () => (isOpen ? interaction.editReply({ content }) : interaction.reply({ content, flags: 'Ephemeral' }));
  await attempt(say, { what: 'excusing', ...desk });
  desk.replies.answered(interaction.id);
}

async function checkConfiguration({ guild }: Seat, config: DiscordConfig): Promise<void> {
  const problems = problemsWith(config, await guildFacts(guild));
  if (problems.length > 0) throw new UserError(problems.join('\n'));
}

/** Without the new commands the old ones still work, so only a missing right is worth not starting for. */
async function tellCommands(
  { client, guild }: Seat,
  { dispatcher, servers, store, log }: DiscordOptions,
): Promise<void> {
  const commands = slashSchema(dispatcher.commands, servers);
  const { rest, application } = client;
  try {
    const told = await registerCommands({ rest, store, applicationId: application.id, guildId: guild.id, commands });
    if (told) log.info({ commands: commands.length }, 'told Discord our commands');
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.MissingAccess) {
      throw new UserError(
        `The bot may not have commands on "${guild.name}"; invite it again with the scope applications.commands.`,
      );
    }
    log.error(loggable(error), 'Discord did not take our commands; those it has stay until the next start');
  }
}

/** discord.js stays silent and claims to be ready when Discord does not let it back in. */
function watchForTheEnd(client: Client, onFatal: (error: UserError) => void): void {
  let isOver = false;
  const end = (reason: UserError | undefined): void => {
    if (isOver || !reason) return;
    isOver = true;
    onFatal(reason);
  };
  client.on(Events.ShardDisconnect, ({ code }) => end(fatalClose(code)));
  // After one of these discord.js forgets the token. Calls by an interaction's or webhook's own token are made without.
  client.rest.on(RESTEvents.Response, ({ data }, { status }) => {
    if (status === 401 && data.auth !== false) end(fatalClose(4004));
  });
}

const RESTARTED = 'Pitwall was restarted before this was answered; please give the command again.';

const LOST =
  'Discord did not tell Pitwall whether this had reached it, so nothing was done; please give the command again.';

async function apologise(
  { id, applicationId, token }: Deferred,
  { rest, replies, ...desk }: { rest: REST; replies: Replies; clock: Clock; log: Log },
  content = RESTARTED,
): Promise<void> {
  const body = { content, embeds: [], components: [] };
  const route = Routes.webhookMessage(applicationId, token);
  await attempt(() => rest.patch(route, { body, auth: false }), { what: 'answering for what was lost', ...desk });
  replies.answered(id);
}
