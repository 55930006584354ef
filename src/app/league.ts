/** The Discord side of an installation. */
import type { Logger } from 'pino';
import type { Discussion } from '../command/app.ts';
import type { Dispatcher } from '../command/dispatch.ts';
import { channelsFor, type OfficialPlace, officialPlaces, serverForChannel } from '../config/channels.ts';
import type { Config } from '../config/environment.ts';
import { relayToGame, type Said } from '../discord/interactions/gameChat.ts';
import type { Outbox } from '../discord/outbox/outbox.ts';
import { discordTransport } from '../discord/outbox/transport.ts';
import { type Discord, openDiscord } from '../discord/session/client.ts';
import { watchDeletions } from '../discord/session/deletions.ts';
import { openDiscussion } from '../discord/session/discussions.ts';
import { isConnected } from '../discord/session/gateway.ts';
import { inspect } from '../discord/session/inspect.ts';
import { type GuildNames, namesIn } from '../discord/session/names.ts';
import { isPublic, privacyWarnings } from '../discord/session/privacy.ts';
import { DiscordSetup } from '../discord/session/setup.ts';
import type { DiscordFacts } from '../doctor/facts.ts';
import type { DoctorNotes } from '../doctor/notes.ts';
import { channelsIn } from '../doctor/rows/place.ts';
import type { Incident } from '../events/incident.ts';
import type { Links } from '../features/links/links.ts';
import type { Clock } from '../kit/clock.ts';
import type { Close } from '../kit/closers.ts';
import { UserError } from '../kit/errors.ts';
import type { Sentence } from '../kit/sentence.ts';
import type { Store } from '../store/store.ts';
import { wordsIn } from '../texts/languages.ts';
import { tellOnce } from './warnings.ts';

export interface LeagueNeeds {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  /** The ids of all game servers. */
  readonly servers: readonly string[];
  /** Says a line in the game of the server that a channel belongs to; undefined if it belongs to none. */
  readonly say: (channelId: string, line: string) => Promise<Said> | undefined;
  readonly links: Pick<Links, 'guidOf'>;
  readonly dispatcher: Dispatcher;
  readonly outbox: Outbox;
  readonly notes: DoctorNotes;
  /** The outcome of a command given to an earlier run of Pitwall. */
  readonly fateOf: (act: string) => Promise<Sentence | undefined>;
  readonly hide: (text: string) => string;
  readonly opened: (close: Close) => void;
  /** Called when the login to Discord has succeeded. */
  readonly ready: () => void;
  readonly fail: (error: unknown) => void;
}

/** How long the outbox may go on posting when Pitwall closes. */
const OUTBOX_MS = 2000;

/** The league's Discord server. Until the login succeeds, which may take any amount of time, it is empty. */
export class League {
  readonly #places = new WeakMap<Config, Map<string | undefined, readonly OfficialPlace[]>>();
  #discord: Discord | undefined;

  guild(): Discord['guild'] | undefined {
    return this.#discord?.guild;
  }

  isConnected(now: number): boolean {
    return this.#discord !== undefined && isConnected(this.#discord.client, now);
  }

  loginsLeft(): number | undefined {
    return this.#discord?.loginsLeft();
  }

  names(): GuildNames | undefined {
    const guild = this.guild();
    return guild && namesIn(guild);
  }

  /** What is not posted because everybody could read it, one sentence each; for one server or for all. */
  privacyWarnings(config: Config, id?: string): readonly string[] {
    const guild = this.guild();
    if (!guild) return [];
    const { discord } = config;
    const warnings = privacyWarnings(this.#officialPlaces(config, id), {
      isPublic: (channelId) => isPublic(guild, channelId, discord),
      nameOf: (channelId) => guild.channels.cache.get(channelId)?.name,
    });
    return [...new Set(warnings)];
  }

  /** Cached: settings do not change while Pitwall runs, and each `server info` of an admin asks. */
  #officialPlaces(config: Config, id?: string): readonly OfficialPlace[] {
    const known = this.#places.get(config) ?? new Map<string | undefined, readonly OfficialPlace[]>();
    this.#places.set(config, known);
    const places = known.get(id) ?? placesOf(config, id);
    known.set(id, places);
    return places;
  }

  /** Registers the commands again, because the list of servers has changed. */
  async tellCommands(): Promise<void> {
    await this.#discord?.tellCommands();
  }

  /** Resolves once every earlier interaction is answered. */
  async settled(): Promise<void> {
    await this.#discord?.settled();
  }

  /** Discord's current state, over the existing connection; undefined if there is none. */
  async facts(config: Config): Promise<DiscordFacts | undefined> {
    const open = this.#discord;
    if (!open) return undefined;
    const { discord } = config;
    const channelIds = channelsIn(config).map(({ id }) => id);
    const { rest } = open.client;
    return inspect({ rest, clock: open.clock, guildId: discord.guildId, channelIds, commands: open.commands });
  }

  /** @throws UserError while Discord is out of reach */
  async discuss(incident: Incident, outbox: Outbox): Promise<Discussion> {
    const open = this.#discord;
    if (!open) throw new UserError('Discord is unreachable right now; no thread was opened.');
    return openDiscussion(incident, { rest: open.client.rest, links: outbox.links, clock: open.clock });
  }

  setup(needs: Pick<LeagueNeeds, 'config' | 'store'>): DiscordSetup | undefined {
    const open = this.#discord;
    if (!open) return undefined;
    const facts = () => inspect({ rest: open.client.rest, clock: open.clock, guildId: needs.config.discord.guildId });
    return new DiscordSetup({ rest: open.client.rest, store: needs.store, config: needs.config, facts });
  }

  /** @throws UserError for settings that do not match what is on Discord */
  async open(needs: LeagueNeeds): Promise<void> {
    const { config, outbox, opened, log: commonLog } = needs;
    const log = commonLog.child({ part: 'discord' });
    const discord = await openDiscord({
      config: discordConfig(config),
      dispatcher: needs.dispatcher,
      servers: needs.servers,
      serverForChannel: (channelId) => serverForChannel(config.servers, channelId),
      guidOf: (userId) => needs.links.guidOf(userId),
      fateOf: needs.fateOf,
      hide: needs.hide,
      addressOf: (key) => outbox.links.addressOf(key),
      store: needs.store,
      clock: needs.clock,
      log,
      notes: needs.notes,
      onWarnings: (about, sentences) => tellOnce({ about, found: sentences, sentences }, needs),
      onFatal: needs.fail,
    });
    const { client, guild } = discord;
    opened(() => discord.close());
    opened(() => outbox.close(OUTBOX_MS));
    outbox.open(discordTransport(client.rest, client.application.id), (channel) =>
      isPublic(guild, channel, config.discord),
    );
    watchDeletions({ client, log, onDeleted: (channel, message) => outbox.deleted(channel, message) });
    if (config.discord.chatToGame) {
      const tell = (channelId: string, text: string): void =>
        outbox.post(channelId, { lane: 'chat', body: { content: text } });
      relayToGame({
        client,
        config: config.discord,
        clock: needs.clock,
        log,
        words: wordsIn(config.language),
        say: needs.say,
        tell,
      });
    }
    this.#discord = discord;
    needs.ready();
    for (const warning of this.privacyWarnings(config)) log.warn(warning);
    commonLog.info({ guild: guild.id }, 'Pitwall is ready');
  }
}

/** For one server, or for all. */
function placesOf({ discord, servers }: Config, id?: string): readonly OfficialPlace[] {
  const asked = id === undefined ? servers : servers.filter((server) => server.id === id);
  return asked.flatMap((server) => {
    const { channels, notices } = channelsFor(server, discord, servers);
    return officialPlaces(channels, notices);
  });
}

const discordConfig = ({ discord, servers }: Config) => ({
  token: discord.token,
  guildId: discord.guildId,
  channelId: discord.channelId,
  chatChannelId: discord.chatChannelId,
  stewardChannelId: discord.stewardChannelId,
  logChannelId: discord.logChannelId,
  boardChannelId: discord.boardChannelId,
  documentsChannelId: discord.documentsChannelId,
  gameServers: servers,
  apiUrl: discord.apiUrl,
  roleIds: discord.roleIds,
  administratorsAreAdmins: discord.administratorsAreAdmins,
  chatToGame: discord.chatToGame,
});
