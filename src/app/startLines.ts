/** The log lines of a start: what runs where, which data arrives, which channels are used, and who has which role. */
import { configuredChannels } from '../config/channels.ts';
import type { Config } from '../config/environment.ts';
import type { GuildNames } from '../discord/session/names.ts';
import type { Traffic } from '../live/plugin.ts';

export interface ServerFacts {
  readonly id: string;
  /** Undefined if an external server's state cannot be known. */
  readonly isRunning: boolean | undefined;
  readonly traffic: Traffic;
  readonly drivers: number;
}

export interface StartFacts {
  readonly version: string;
  readonly config: Pick<Config, 'discord' | 'servers' | 'dataDirectory'>;
  readonly servers: readonly ServerFacts[];
  /** Undefined while Discord is out of reach. */
  readonly names: GuildNames | undefined;
  /** Where programs can connect. */
  readonly websocket: string | undefined;
  /** Where programs can read Pitwall's health. */
  readonly health: string | undefined;
}

export const startLines = (facts: StartFacts): readonly string[] => [
  `Pitwall ${facts.version} on Node ${process.versions.node}; data in ${facts.config.dataDirectory}`,
  `Game servers: ${facts.servers.map(heardOf).join('; ')}`,
  ...discordLines(facts),
  [`Websocket: ${facts.websocket ?? 'off'}`, ...(facts.health ? [`health: ${facts.health}`] : [])].join('; '),
];

/** The lines that need Discord; logged again once it is there. */
export const discordLines = ({ config, names }: Pick<StartFacts, 'config' | 'names'>): readonly string[] => [
  `Channels: ${names ? channelsOf(config, names) : 'Discord is unreachable; posts wait'}`,
  `Roles: ${names ? rolesOf(config.discord, names) : 'Discord is unreachable'}`,
];

function heardOf({ id, isRunning, traffic, drivers }: ServerFacts): string {
  const { listen, received, foreign } = traffic;
  if (!listen) return `${id} has its UDP plugin switched off, so Pitwall gets no data from it`;
  const place = `${listen.host}:${listen.port}`;
  if (received > 0)
    return `${id} is sending UDP data to ${place}, ${drivers === 1 ? '1 driver' : `${drivers} drivers`}`;
  const others = foreign > 0 ? `, but ${foreign} datagrams came from somewhere else` : '';
  if (isRunning === false) return `${id} is stopped; Pitwall listens on ${place}${others}`;
  const runs = isRunning ? `${id} runs, but nothing` : `nothing`;
  return `${runs} from ${isRunning ? 'it' : id} reaches ${place}${others}`;
}

function channelsOf({ discord, servers }: StartFacts['config'], names: GuildNames): string {
  const named = (id: string): string => names.channel(id) ?? `${id} (unknown)`;
  const parts = [
    [discord.channelId, 'everything else'],
    [discord.chatChannelId, 'chat'],
    [discord.stewardChannelId, 'stewards'],
    [discord.logChannelId, 'log'],
    [discord.boardChannelId, 'board'],
    [discord.documentsChannelId, 'documents'],
  ] as const;
  const common = parts.flatMap(([id, what]) => (id === undefined ? [] : [`${named(id)} (${what})`]));
  const own = [...new Set(configuredChannels(servers).map(({ id }) => named(id)))];
  return [
    `${common.join(', ')} of ${names.guild}`,
    ...(own.length > 0 ? [`of single servers: ${own.join(', ')}`] : []),
  ].join('; ');
}

function rolesOf({ roleIds, administratorsAreAdmins }: Config['discord'], names: GuildNames): string {
  const named = (ids: readonly string[]): string[] => ids.map((id) => names.role(id) ?? `${id} (unknown)`);
  const admins = [...named(roleIds.admin), ...(administratorsAreAdmins ? ['members with Administrator'] : [])];
  return [
    `admins: ${admins.join(', ') || 'nobody'}`,
    `stewards: ${named(roleIds.steward).join(', ') || 'admins only'}`,
    `drivers: ${named(roleIds.driver).join(', ') || 'every member'}`,
  ].join('; ');
}
