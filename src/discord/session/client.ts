/** Pitwall on Discord: logs in, registers its commands and answers interactions. */
import { type Client, DiscordAPIError, Events, RESTEvents, RESTJSONErrorCodes } from 'discord.js';
import type { Dispatcher } from '../../command/dispatch.ts';
import { Vocabulary } from '../../command/vocabulary.ts';
import type { DoctorNotes } from '../../doctor/notes.ts';
import { inviteLink } from '../../doctor/permissions.ts';
import type { Clock } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';
import type { Sentence } from '../../kit/sentence.ts';
import type { Hide } from '../../kit/texts.ts';
import { sleep } from '../../kit/wait.ts';
import type { Store } from '../../store/store.ts';
import type { AddressOf } from '../common/cardLinks.ts';
import { type DiscordLog, loggable } from '../common/failures.ts';
import { safeListener } from '../common/safeListener.ts';
import { escapeSentence } from '../common/sentences.ts';
import { registerCommands, wasTold } from '../interactions/commandsTable.ts';
import { Deferrals, type FailureWays, type Orphan, sayFailed } from '../interactions/deferrals.ts';
import { Drafts } from '../interactions/drafts.ts';
import { Questions } from '../interactions/questions.ts';
import { answerInteraction } from '../interactions/route.ts';
import { type SlashCommand, slashSchema } from '../interactions/schema.ts';
import type { InteractionServices } from '../interactions/services.ts';
import { NOTE_LENGTH } from '../renderings/limits.ts';
import type { DiscordConfig } from './config.ts';
import { type DiscordSession, destroy, fatalClose, isTokenRefused, login } from './login.ts';
import { Logins } from './logins.ts';
import { onceAMinute } from './onceAMinute.ts';
import { preflight } from './preflight.ts';

export interface DiscordOptions {
  readonly config: DiscordConfig;
  readonly dispatcher: Dispatcher;
  /** The ids of all game servers. */
  readonly servers: readonly string[];
  /** The game server that a channel belongs to, for commands that do not name one. */
  serverForChannel(channelId: string): string | undefined;
  /** The driver that an account is linked to. */
  guidOf(userId: string): string | undefined;
  /** The outcome of something that an earlier process was asked to do; undefined if it was never stored. */
  fateOf(act: string): Promise<Sentence | undefined>;
  /** Where our messages are, for links to them. Without it names appear as plain text. */
  readonly addressOf?: AddressOf | undefined;
  /** Removes the game servers' passwords from what is about to be shown. */
  readonly hide: Hide;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: DiscordLog;
  /** Stores what was noticed, for checks from outside. */
  readonly notes?: Pick<DoctorNotes, 'note' | 'over'> | undefined;
  /** Problems that the owner should fix although Pitwall runs, one sentence each: at the start, or later. */
  onWarnings?(about: 'discord' | 'rival', sentences: readonly string[]): void;
  /** Discord has turned us away for good, so Pitwall can only stop. Called once. */
  onFatal(error: UserError): void;
}

export interface Discord extends DiscordSession {
  readonly clock: Clock;
  /** The commands that Discord should have. */
  readonly commands: readonly SlashCommand[];
  /** Remaining log-ins today; undefined if Discord has not said. */
  loginsLeft(): number | undefined;
  /** Registers the commands again, e.g. after the list of game servers has changed. */
  tellCommands(): Promise<void>;
  /** Resolves once every earlier interaction is answered. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Logs in and answers interactions from then on.
 *
 * @throws UserError with one sentence per line for every setting that does not match what Discord says
 */
export async function openDiscord(options: DiscordOptions): Promise<Discord> {
  const { config, store, clock, log, notes } = options;
  const { facts, warnings } = await preflight({ ...options, commands: options.dispatcher.commands });
  for (const sentence of warnings) log.warn({}, sentence);
  notes?.over('token refused');
  notes?.over('rival');
  const deferrals = new Deferrals(store, clock, log);
  const orphans = deferrals.orphans();
  const [questions, drafts] = [new Questions(clock), new Drafts()];
  const onRival = (): void => {
    notes?.note('rival');
    log.error({}, RIVAL);
    options.onWarnings?.('rival', [RIVAL]);
  };
  const vocabulary = new Vocabulary(options.dispatcher.commands);
  const servicesOf = ({ rest }: Client) => ({
    ...options,
    vocabulary,
    rest,
    deferrals,
    questions,
    drafts,
    onRival,
  });
  const session = await login({ config, clock, log, prepare: (client) => listen(client, servicesOf(client)) });
  const logins = new Logins(session.client.rest, clock, facts.logins?.left);
  const close = async (): Promise<void> => {
    questions.close();
    logins.close();
    await destroy(session.client, clock);
  };
  try {
    if (facts.commands !== 'same') await tellCommands(session, options);
  } catch (error) {
    await close();
    throw error;
  }
  options.onWarnings?.('discord', warnings);
  // The bot was invited again while Pitwall is running: Discord has forgotten the commands.
  session.client.on(Events.GuildCreate, ({ id }) => {
    if (id === config.guildId) void tellCommands(session, options).catch((error) => log.error(loggable(error), UNTOLD));
  });
  watchForTheEnd(session.client, options);
  for (const orphan of orphans) void tellFate(orphan, options, servicesOf(session.client));
  return {
    ...session,
    clock,
    // A hub gets more servers as its edges connect.
    get commands() {
      return slashSchema(options.dispatcher.commands, options.servers);
    },
    loginsLeft: () => logins.left(),
    tellCommands: () => tellCommands(session, options),
    settled: () => deferrals.settled(),
    close,
  };
}

function listen(client: Client, services: InteractionServices): void {
  const { clock, log } = services;
  client.on(
    Events.InteractionCreate,
    safeListener(log, (interaction) => answerInteraction(interaction, services)),
  );
  client.on(Events.Error, (error) => log.warn(loggable(error), 'Discord client error'));
  client.on(Events.Warn, (reason) => log.warn({ reason }, 'Discord client warning'));
  const once = onceAMinute(clock);
  client.on(Events.ShardError, (error) => {
    once('error', () => log.warn(loggable(error), 'Discord connection error'));
  });
  client.on(Events.ShardReconnecting, () => once('reconnecting', () => log.info({}, 'reconnecting to Discord')));
}

/** If the new commands are refused, the old ones still work. So only a missing permission prevents the start. */
async function tellCommands(
  { client, guild }: DiscordSession,
  { dispatcher, servers, store, log }: DiscordOptions,
): Promise<void> {
  const commands = slashSchema(dispatcher.commands, servers);
  const { rest, application } = client;
  try {
    const at = { rest, store, applicationId: application.id, guildId: guild.id, commands };
    const isForgotten = wasTold(at);
    await registerCommands(at);
    if (isForgotten) log.warn({}, 'Discord had forgotten our commands; they are told again');
    log.info({ commands: commands.length }, 'told Discord our commands');
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.MissingAccess) {
      throw new UserError(
        `The bot cannot add commands on "${guild.name}"; invite it again with the scope applications.commands: ${inviteLink(application.id, 'running', guild.id)}`,
      );
    }
    log.error(loggable(error), UNTOLD);
  }
}

/** If Discord does not let discord.js reconnect, it says nothing and still claims to be ready. */
function watchForTheEnd(client: Client, { clock, log, notes, onFatal }: DiscordOptions): void {
  let isOver = false;
  let isAsking = false;
  const end = (reason: UserError | undefined): void => {
    if (isOver || !reason) return;
    isOver = true;
    onFatal(reason);
  };
  client.on(Events.ShardDisconnect, ({ code }) => end(fatalClose(code)));
  const askAgain = async (): Promise<void> => {
    isAsking = true;
    await sleep(clock, ASKED_AGAIN_MS);
    if (await isTokenRefused(client.rest)) {
      notes?.note('token refused');
      end(fatalClose(4004));
    } else log.warn({}, 'a request was refused as if the token were wrong (401); Discord did not confirm it');
    isAsking = false;
  };
  // Requests with an interaction's or webhook's own token say nothing about the bot's.
  client.rest.on(RESTEvents.Response, ({ data }, { status }) => {
    if (status === 401 && data.auth !== false && !isAsking && !isOver) void askAgain();
  });
}

type FateWays = FailureWays & Pick<InteractionServices, 'vocabulary'>;

/** Answers a reply promised by an earlier process with what is known about it. Nothing is carried out again. */
async function tellFate(orphan: Orphan, { fateOf, log }: DiscordOptions, ways: FateWays): Promise<void> {
  try {
    const fate = orphan.act === null ? NOT_KNOWN : await fateOf(orphan.act);
    await sayFailed(orphan, fate === undefined ? NOTHING : escapeSentence(fate, ways.vocabulary, NOTE_LENGTH), ways);
  } catch (error) {
    log.warn(loggable(error), 'an earlier reply could not be given');
  }
}

const UNTOLD = 'Discord did not take our commands; those it has stay until the next start';
const RIVAL =
  "Another program is using this bot's token: stop the other Pitwall, or reset the token and set the new one here.";
const NOTHING = 'Pitwall restarted before it could answer, and nothing was done; please try again.';
const NOT_KNOWN = 'Pitwall restarted before it could answer; it may or may not have been done.';

/** By then, a 401 from a proxy in between is over. */
const ASKED_AGAIN_MS = 1000;
