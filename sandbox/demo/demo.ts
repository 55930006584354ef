import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { systemClock } from '../../src/kit/clock.ts';
import { messageOf, UserError } from '../../src/kit/errors.ts';
import { people } from '../acserver/driving/people.ts';
import { openPage, type PageOptions } from '../discord/page.ts';
import type { Tour } from '../discord/scenes.ts';
import { type LocalDiscord, openLocalDiscord } from '../discord/server.ts';
import { openLifeline } from '../lifeline.ts';
import { createServerDirectory } from '../serverDirectory.ts';
import { type BehindTheScenes, watchLogs } from './behind.ts';
import { type Bot, openBot } from './bot.ts';
import { Cars } from './cars.ts';
import { type Chosen, type Desk, openDesk, rosterOf } from './desk.ts';
import { boardSettings, director, leagueWithBoard, settingsFor } from './league.ts';
import type { DemoOptions } from './options.ts';
import { freePort } from './ports.ts';
import { tourSteps } from './tour.ts';

export interface Demo {
  readonly page: string;
  readonly websocket: string;
  readonly directory: string;
  readonly botLog: string;
  readonly discord: LocalDiscord;
  readonly bot: Bot;
  close(): Promise<void>;
}

/** The path of a compiled file, relative to this one. */
const compiled = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The name of the demo's game server in commands. */
const SERVER = 'sprint';

/** A league with few automatic rules: two cuts are forgiven, and stewards look at contacts. */
const RULES = `[cuts]
WARNINGS=2
SESSIONS=race
PENALTY=time
AMOUNT=5

[car-contacts]
SESSIONS=race
FROM_KMH=15
PENALTY=incident
`;

/** Dora's driver in the game. */
const DORA: Chosen = { name: people[0].name, guid: people[0].guid };

const LOOK_MS = 50;

/** So that every kind of contact appears within three minutes. */
const SCENES_SECONDS = 30;

/** The websocket token of a demo that strangers can reach; on the loopback none is needed. */
const WEBSOCKET_TOKEN = 'demo-token';

/**
 * Opens everything: the local Discord with its page, a server directory with the simulated acServer in it, and the bot.
 * Resolves when the bot has logged in and the race is on. `close` removes everything it leaves on disk.
 *
 * @throws UserError for a port that cannot be opened
 */
export async function openDemo(options: DemoOptions): Promise<Demo> {
  const { host } = options;
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-demo-'));
  const data = join(directory, 'data');
  const behind = watchLogs(join(data, 'servers', SERVER, 'logs'), systemClock);
  const control = options.replay === undefined ? await freePort() : undefined;
  const cars = control === undefined ? undefined : carsAt(control, behind);
  const tour: Tour = {
    steps: tourSteps({ driver: DORA.name, drives: cars !== undefined }),
    kill: () => killed(bot, discord),
  };
  const discord = await openDiscord(options, { directory, page: { behind, cars, tour } });
  const lifeline = await openLifeline();
  const websocketPort = await freePort();
  const roster = join(directory, 'roster.csv');
  writeFileSync(roster, cars ? rosterOf(DORA, discord.person('Dora').id) : 'GUID,name,number,team,Discord id\n');
  const botLog = join(directory, 'pitwall.log');
  let refuse: (error: UserError) => void = () => {};
  const refused = new Promise<never>((_, reject) => {
    refuse = reject;
  });
  const bot = openBot({
    program: compiled('../../src/main.js'),
    hold: pathToFileURL(compiled('./hold.js')).href,
    environment: {
      ...settingsFor(discord),
      ...boardSettings(discord),
      ...(await gameServer(options, { directory: join(directory, 'server'), lifeline: lifeline.port, control })),
      ...botSettings({ directory, host, websocketPort, roster }),
      DATA_DIR: data,
    },
    lifeline: `127.0.0.1:${lifeline.port}`,
    logPath: botLog,
    onRefusal: () => refuse(new UserError('The bot could not start; its reason stands above.')),
  });

  let desk: Desk | undefined;
  async function close(): Promise<void> {
    desk?.close();
    cars?.close();
    behind.close();
    await bot.close();
    lifeline.close();
    await discord.close();
    rmSync(directory, { recursive: true, force: true });
  }

  try {
    await Promise.race([startRace(discord), refused]);
  } catch (error) {
    await close();
    throw error;
  }
  desk = openDesk({ discord, roster, stage: cars && { driver: DORA, collide: (name) => collide(cars, name) } });
  const page = `http://${host}:${new URL(discord.url).port}/`;
  return { page, websocket: `ws://${host}:${websocketPort}`, directory, botLog, discord, bot, close };
}

interface Places {
  readonly directory: string;
  readonly host: string;
  readonly websocketPort: number;
  readonly roster: string;
}

function botSettings({ directory, host, websocketPort, roster }: Places): Record<string, string> {
  const rules = join(directory, 'penalties.ini');
  writeFileSync(rules, RULES);
  return {
    DISCORD_CHAT_TO_GAME: 'yes',
    // Every contact gets a card of its own with a picture, whatever the speed.
    FOLD_KMH: '5',
    WEBSOCKET_HOST: host,
    WEBSOCKET_PORT: String(websocketPort),
    // The demo's game server ends with the demo in any case.
    LIFE_WARNING: 'no',
    PENALTIES_FILE: rules,
    ROSTER_FILE: roster,
    ...(isLoopback(host) ? {} : { WEBSOCKET_ADMIN_TOKEN: WEBSOCKET_TOKEN }),
  };
}

const carsAt = (control: number, behind: BehindTheScenes): Cars =>
  new Cars({
    control,
    clock: systemClock,
    onSaid: (carId, text) => behind.add({ kind: 'car', carId, text, isTyped: true }),
  });

/** Makes another car run into the driver of that name, or into any driver. */
async function collide(cars: Cars, name?: string): Promise<void> {
  await cars.collide(cars.drivers.find((driver) => driver.name === name)?.carId);
}

/** Kills the bot. Resolves when its successor has logged in. */
async function killed(bot: Bot, { logins }: LocalDiscord): Promise<void> {
  const before = logins.used;
  bot.kill();
  while (logins.used === before) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

/**
 * Makes the game server's directory.
 *
 * @returns the variables by which the bot finds it
 */
async function gameServer(
  { replay, speed, cars, minutes }: DemoOptions,
  {
    directory,
    lifeline,
    control,
  }: { readonly directory: string; readonly lifeline: number; readonly control?: number },
): Promise<Record<string, string>> {
  const { command } = createServerDirectory({
    directory,
    ports: { game: await freePort(), http: await freePort(), pluginLocal: await freePort(), plugin: await freePort() },
    program: compiled('../acserver/main.js'),
    lifeline: `127.0.0.1:${lifeline}`,
    speed,
    ...(replay === undefined
      ? { mode: 'drive', control, scenesSeconds: SCENES_SECONDS, race: { cars, minutes } }
      : { recording: replay, startAt: 'contact' }),
  });
  return {
    SERVER_ID: SERVER,
    SERVER_DIR: directory,
    ACSERVER_COMMAND: command.map((word) => `"${word}"`).join(' '),
  };
}

async function openDiscord(
  { port, host }: DemoOptions,
  { directory, page }: { readonly directory: string; readonly page: PageOptions },
): Promise<LocalDiscord> {
  try {
    const discord = await openLocalDiscord({
      port,
      host,
      ...leagueWithBoard,
      page: (inside) => openPage(inside, page),
    });
    // A killed bot should be back at once; Discord would make it wait for five seconds.
    discord.logins.concurrency = 16;
    return discord;
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    if (isTaken) throw new UserError(`Port ${port} on ${host} is taken; choose another with --port.`);
    throw new UserError(`The demo cannot listen on ${host}, port ${port}: ${messageOf(error)}.`);
  }
}

const isLoopback = (host: string): boolean => ['127.0.0.1', '::1', 'localhost'].includes(host);

/** The race director starts the server with the slash command, so that a visitor finds a race. */
async function startRace(discord: LocalDiscord): Promise<void> {
  const ada = discord.person(director);
  while (!ada.commands().some(({ name }) => name === 'server'))
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  const start = ada.slash({ channel: discord.channel('race-control'), path: ['server', 'start'] });
  await start.done();
}
