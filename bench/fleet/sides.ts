/** The same game servers over one Pitwall and over two edges and a hub; each side has its own Discord. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { league, settingsFor } from '../../sandbox/demo/league.ts';
import { type LocalDiscord, openLocalDiscord } from '../../sandbox/discord/server.ts';
import { Games } from './games.ts';
import { type Program, startPitwall } from './programs.ts';

const SERVERS = 25;
/** How many of them belong to the first edge. */
const FIRST = 13;

/** Messages that Pitwall posts on its own are switched off. */
const QUIET = 'board=off, lap=off, join=off';

export interface Side {
  readonly name: string;
  readonly games: Games;
  /** The program whose cost is measured: the one that talks to Discord. */
  readonly program: Program;
  /** Resolves once a chat line with this text is on Discord. */
  shown(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Texts that are waited for, and who waits. */
type Waiting = Map<string, () => void>;

/** Each game server has its own chat channel, with that channel's rate limit. */
async function discordWith(awaited: Waiting, games: Games): Promise<LocalDiscord> {
  const discord = await openLocalDiscord({
    port: 0,
    ...league,
    channels: [...league.channels, ...games.ids().map((name) => ({ name }))],
    observe({ body, status }) {
      if (status >= 300 || awaited.size === 0) return;
      const said = JSON.stringify(body ?? '');
      for (const [text, seen] of awaited) {
        if (!said.includes(text)) continue;
        awaited.delete(text);
        seen();
      }
    },
  });
  discord.logins.concurrency = 16;
  return discord;
}

const shownBy =
  (awaited: Waiting) =>
  (text: string): Promise<void> =>
    new Promise((resolve) => {
      awaited.set(text, resolve);
    });

const chatOf =
  (discord: LocalDiscord) =>
  (id: string): string =>
    `DISCORD_CHAT_CHANNEL_ID=${discord.channel(id)}\n`;

export async function openAlone(directory: string): Promise<Side> {
  const awaited: Waiting = new Map();
  const games = await Games.open(SERVERS, 'alone');
  const discord = await discordWith(awaited, games);
  const program = await startPitwall('start', 'Pitwall is ready', {
    ...settingsFor(discord),
    NOTICES: QUIET,
    SERVERS_FILE: games.describe(join(directory, 'alone.ini'), { more: chatOf(discord) }),
    DATA_DIR: join(directory, 'alone'),
  });
  const close = async (): Promise<void> => {
    games.close();
    await program.end();
    await discord.close();
  };
  return { name: 'alone', games, program, shown: shownBy(awaited), close };
}

export async function openFleet(directory: string, url: string): Promise<Side> {
  const awaited: Waiting = new Map();
  const games = await Games.open(SERVERS, 'host');
  const discord = await discordWith(awaited, games);
  const edge = (name: string, from: number, to: number) => {
    const servers = games.describe(join(directory, `${name}.ini`), { from, to });
    return startPitwall('edge', 'connected to NATS', edgeSettings(name, { directory, url, servers }));
  };
  const places = join(directory, 'places.ini');
  const place = (id: string, index: number): string =>
    `[${id}]\nEDGE=${index < FIRST ? 'a' : 'b'}\n${chatOf(discord)(id)}`;
  writeFileSync(places, games.ids().map(place).join('\n'));
  const settings = { ...hubSettings(discord, directory, url), SERVERS_FILE: places };
  const hub = await startPitwall('hub', 'Pitwall is ready', settings);
  const edges = [await edge('a', 0, FIRST), await edge('b', FIRST, SERVERS)];
  const close = async (): Promise<void> => {
    games.close();
    for (const program of [...edges, hub]) await program.end();
    await discord.close();
  };
  return { name: 'two edges and a hub', games, program: hub, shown: shownBy(awaited), close };
}

export const hubSettings = (discord: LocalDiscord, directory: string, url: string): Record<string, string> => ({
  ...settingsFor(discord),
  NOTICES: QUIET,
  NATS_URL: url,
  NATS_PASSWORD: 'secret',
  DATA_DIR: join(directory, 'hub'),
});

interface EdgePlace {
  readonly directory: string;
  readonly url: string;
  readonly servers: string;
}

export const edgeSettings = (name: string, { directory, url, servers }: EdgePlace): Record<string, string> => ({
  NATS_URL: url,
  NATS_PASSWORD: 'secret',
  EDGE: name,
  SERVERS_FILE: servers,
  DATA_DIR: join(directory, name),
});

/** One edge with one game server. */
export async function openEdge(directory: string, url: string): Promise<{ games: Games; program: Program }> {
  const games = await Games.open(1, 'small');
  const servers = games.describe(join(directory, 'small.ini'));
  const settings = edgeSettings('small', { directory, url, servers });
  // NATS knows only a and b.
  const program = await startPitwall('edge', 'connected to NATS', { ...settings, EDGE: 'a' });
  return { games, program };
}
