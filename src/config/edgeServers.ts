/** What a hub's servers.ini says of a game server on an edge: which edge it is on, and where the hub posts about it. */
import { z } from 'zod';
import { sideChannelSettings } from './channelSettings.ts';
import { type AnyServerConfig, routesFrom, serverId, type WrittenServer } from './server.ts';
import { problemInWords, snowflake, snowflakes } from './values.ts';

export interface EdgeServerConfig extends Pick<AnyServerConfig, 'id' | 'channelIds' | 'routes' | 'notices'> {
  readonly edge: string;
}

/** The hub's user in nats-server.conf; no edge may have this name. */
export const HUB = 'hub';

export const edgeName = z
  .string()
  .refine(
    (name) => serverId.safeParse(name).success && name !== HUB,
    `up to 32 lower-case letters, digits, - or _, and not ${HUB}`,
  );

const edgeServerSettings = z.object({
  EDGE: edgeName,
  CHANNELS: snowflakes.optional(),
  DISCORD_CHANNEL_ID: snowflake.optional(),
  ...sideChannelSettings.shape,
});

const KEYS = Object.keys(edgeServerSettings.shape);

/** The parsed section, or one sentence per problem. */
export function readEdgeServer({ id, written, nameOf }: WrittenServer): {
  readonly server?: EdgeServerConfig | undefined;
  readonly problems: readonly string[];
} {
  const parsed = edgeServerSettings.safeParse(written);
  const stray = Object.keys(written).find((key) => !KEYS.includes(key));
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => problemInWords(issue, written, nameOf)),
    ...(stray === undefined ? [] : [`${stray} has no effect in a section with EDGE: set it on that edge instead.`]),
  ];
  if (!parsed.success || problems.length > 0) return { problems };
  const { EDGE: edge, CHANNELS: channelIds, NOTICES: notices } = parsed.data;
  return { server: { id, edge, channelIds, routes: routesFrom(parsed.data), notices }, problems };
}
