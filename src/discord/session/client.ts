/** Pitwall on Discord: logged in, its commands told, interactions answered. */
import { type Client, DiscordAPIError, Events, RESTEvents, RESTJSONErrorCodes } from 'discord.js';
import type { Dispatcher } from '../../command/dispatch.ts';
import { Vocabulary } from '../../command/vocabulary.ts';
import type { DoctorNotes } from '../../doctor/notes.ts';
import { inviteLink } from '../../doctor/permissions.ts';
import type { Clock } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';
import type { Hide } from '../../kit/texts.ts';
import { sleep } from '../../kit/wait.ts';
import type { Store } from '../../store/store.ts';
import type { AddressOf } from '../common/cardLinks.ts';
import { type DiscordLog, loggable } from '../common/failures.ts';
import { safeListener } from '../common/safeListener.ts';
import { escapeText } from '../common/text.ts';
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
  /** The game server a channel is about, where the command does not say. */
  serverForChannel(channelId: string): string | undefined;
  /** The driver whom an account is linked to. */
  guidOf(userId: string): string | undefined;
  /** What became of something that an earlier Pitwall was asked; undefined for what never came to be kept. */
  fateOf(act: string): Promise<string | undefined>;
  /** Where messages of ours stand, for links to them; without it names stand where they would. */
  readonly addressOf?: AddressOf | undefined;
  /** Takes the game servers' passwords out of what is about to be shown. */
  readonly hide: Hide;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: DiscordLog;
  /** What has been noticed is kept there, for whoever looks from outside. */
  readonly notes?: Pick<DoctorNotes, 'note' | 'over'> | undefined;
  /** Hears what the owner should put right though Pitwall runs, one sentence each: at the start, or when it shows. */
  onWarnings?(about: 'discord' | 'rival', sentences: readonly string[]): void;
  /** Discord has turned us away for good; there is no way on but to stop. Called once. */
  onFatal(error: UserError): void;
}

export interface Discord extends DiscordSession {
  readonly clock: Clock;
  /** As Discord should have them. */
  readonly commands: readonly SlashCommand[];
  /** How often it may log in today; undefined where Discord has not said. */
  loginsLeft(): number | undefined;
  /** Where there are other game servers than before. */
  tellCommands(): Promise<void>;
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
  // Invited anew while Pitwall runs: Discord has forgotten the commands by then.
  session.client.on(Events.GuildCreate, ({ id }) => {
    if (id === config.guildId) void tellCommands(session, options).catch((error) => log.error(loggable(error), UNTOLD));
  });
  watchForTheEnd(session.client, options);
  for (const orphan of orphans) void tellFate(orphan, options, servicesOf(session.client));
  return {
    ...session,
    clock,
    // A hub has more servers as its edges come.
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

/** Without the new commands the old ones still work, so only a missing right is worth not starting for. */
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

/** discord.js stays silent and claims to be ready when Discord does not let it back in. */
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
  // Calls by an interaction's or webhook's own token say nothing about the bot's.
  client.rest.on(RESTEvents.Response, ({ data }, { status }) => {
    if (status === 401 && data.auth !== false && !isAsking && !isOver) void askAgain();
  });
}

/** A promised reply of an earlier life: whoever waits reads what is known, and repeats nothing that was done. */
async function tellFate(orphan: Orphan, { fateOf, log }: DiscordOptions, ways: FailureWays): Promise<void> {
  try {
    const fate = orphan.act === null ? NOT_KNOWN : await fateOf(orphan.act);
    await sayFailed(orphan, fate === undefined ? NOTHING : escapeText(fate, NOTE_LENGTH), ways);
  } catch (error) {
    log.warn(loggable(error), 'an earlier reply could not be given');
  }
}

const UNTOLD = 'Discord did not take our commands; those it has stay until the next start';
const RIVAL =
  "Another program is using this bot's token: stop the other Pitwall, or reset the token and set the new one here.";
const NOTHING = 'Pitwall restarted before it could answer, and nothing was done; please try again.';
const NOT_KNOWN = 'Pitwall restarted before it could answer; it may or may not have been done.';

/** A 401 of something on the way is over by then. */
const ASKED_AGAIN_MS = 1000;
