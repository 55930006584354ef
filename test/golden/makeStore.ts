import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { DrivenGame, PENALTIES, sprintDirectory } from './drivenGame.ts';
import { type League, openLeague } from './league.ts';
import { encode, type FromServer } from './rig.ts';
import { play, type Step } from './script.ts';
import { GoldenWorld } from './world.ts';

/** Replaces the directory of the game server, also in the store. */
export const ELSEWHERE = '/home/league/acserver';

/** What is needed besides the store to continue where it ends. */
export interface Moment {
  /** Milliseconds since the clock started. */
  readonly atMs: number;
  /** The game server's answers at the end, in hex: the session, and who sits where. */
  readonly session: string;
  readonly cars: readonly string[];
}

const firstRace: readonly Step[] = [
  [0, 'admin', 'logon: {"username": "Race tool", "password": "TOKEN", "protocol": "1.0"}'],
  [20, 'game', 'say 0 !server-extra-info-opt-in'],
  [21, 'game', 'say 4 !server-extra-info-opt-in'],
  [22, 'game', 'say 2 !link'],
  [30, 'steward', 'ballast "Юля Гонщик 🏎" 20 won the last race'],
  [35, 'steward', 'restrictor 4711 10'],
  [40, 'game', 'say 3 !admin parc-ferme'],
  [41, 'game', 'say 3 !say Keep the pit exit free'],
  [60, 'admin', 'ban 6 2h rammed others'],
  [62, 'admin', 'ban 76561197900009997 cheating'],
  [64, 'admin', 'ban 76561197900009996 mistaken for somebody'],
  [66, 'admin', 'unban 76561197900009996 it was somebody else'],
  [70, 'driver', 'kick 0'],
  [170, 'game', 'say 1 track is quick today'],
  [246, 'steward', 'incident decide 1 3 drive-through'],
  [247, 'steward', 'incident decide 1 7 no-action'],
  [250, 'game', 'collide 0 1'],
  [260, 'steward', 'incident decide 2 1 time 5 late braking'],
  [300, 'steward', 'penalty give 0 drive-through 1 ignored blue flags'],
  [320, 'steward', 'penalty give 2 time 10'],
  [330, 'steward', 'penalty served 2'],
  [340, 'steward', 'penalty clear 7 the wrong car'],
  [360, 'steward', 'warn 2 leave room'],
  [450, 'admin', 'results finalise'],
  [455, 'steward', 'grid finish'],
  [456, 'admin', 'grid save'],
  [457, 'steward', 'grid reverse'],
  [460, 'admin', 'server set Race laps 9'],
  [470, 'admin', 'next_session'],
];

const secondRace: readonly Step[] = [
  [500, 'steward', 'penalty give 2 drive-through 3 left the pits too early'],
  [505, 'steward', 'penalty give 0 time 5'],
  [510, 'steward', 'penalty give 4 ballast 15 4'],
  [515, 'steward', 'penalty give 7 drive-through 3 crossed the white line'],
  [520, 'game', 'collide 0 1'],
  [530, 'game', 'collide 3 7'],
  [545, 'game', 'say 7 !report [KRT] Bo [fast] pushed me off'],
];

/**
 * Makes `target` by running all of Pitwall: a weekend, the middle of the next race, and then a Discord that goes
 * silent, so that posts and answers are left in transit.
 */
export async function makeStore(target: string): Promise<void> {
  if (existsSync(target)) throw new Error(`${target} is there: what a version has left behind is not made again.`);
  const { directory, logFile } = sprintDirectory();
  const league = await openLeague();
  const world = await GoldenWorld.open({
    directory,
    penalties: PENALTIES,
    settings: { SERVER_LOG_FILE: logFile },
    discord: league.settings,
    notes: false,
  });
  const said: FromServer[] = [];
  const send = (message: Uint8Array | FromServer): void => {
    if (!(message instanceof Uint8Array)) said.push(message);
    world.send(message);
  };
  const game = new DrivenGame({ directory, logFile, clock: world.clock, send });
  try {
    world.meet(game);
    game.start();
    await drive(world, league, (line) => game.control(line));
    said.length = 0;
    game.receive({ type: 'getSessionInfo', sessionIndex: -1 });
    for (let carId = 0; carId < CARS; carId++) game.receive({ type: 'getCarInfo', carId });
    const [session = '', ...cars] = said.map((packet) => Buffer.from(encode(packet)).toString('hex'));
    await world.settle();
    keep({ target, data: world.data, directory, moment: { atMs: world.clock.monotonic(), session, cars } });
  } finally {
    game.close();
    await world.close();
    await league.discord.close();
  }
}

const CARS = 8;

async function drive(world: GoldenWorld, league: League, game: (line: string) => void): Promise<void> {
  for (const role of ['admin', 'steward', 'driver'] as const) await world.connect(role);
  await play(world, { steps: firstRace.filter(([seconds]) => seconds < 25), untilSeconds: 25, game });
  await league.ask('Dora', 'link', { code: codeIn(world) });
  await play(world, { steps: firstRace.filter(([seconds]) => seconds >= 25), untilSeconds: 475, game });
  await league.ask('Stig', 'penalty list');
  await play(world, { steps: secondRace, untilSeconds: 550, game });
  await untilSent(world);
  await goSilent(world, league, game);
}

/** From now on nothing is answered. What is posted meanwhile is left in transit or waits behind it. */
async function goSilent(world: GoldenWorld, { discord, begin }: League, control: (line: string) => void) {
  const hang = { status: 'hang', times: 99 } as const;
  discord.faults.fail({ ...hang, method: 'POST', path: '/channels/:channel/messages' });
  discord.faults.fail({ ...hang, method: 'PATCH', path: '/channels/:channel/messages/:message' });
  discord.faults.fail({ ...hang, method: 'POST', path: '/webhooks/:webhook/:token' });
  discord.faults.fail({ ...hang, method: 'PATCH', path: '/webhooks/:webhook/:token/messages/:message' });
  begin('Ada', 'server info');
  begin('Dora', 'me');
  control('say 1 who hit me there?');
  await world.give('steward', 'penalty served 13');
  await reallyPass(world, 2000);
  control('say 4 nice battle :)');
  control('collide 4 5');
  await world.give('steward', 'warn 5 mind the white line');
  await reallyPass(world, 20_000);
}

function codeIn({ orders }: GoldenWorld): string {
  const said = orders.flatMap(({ order }) => ('message' in order ? [order.message] : []));
  return said.map((text) => /\/link (\w+)/.exec(text)?.[1]).find((code) => code !== undefined) ?? '';
}

async function untilSent(world: GoldenWorld): Promise<void> {
  const database = new Database(join(world.data, 'pitwall.db'));
  const waiting = database.prepare(`SELECT count(*) AS posts FROM outbox WHERE state IN ('queued', 'sending')`);
  while ((waiting.get() as { posts: number }).posts > 0) await reallyPass(world, 1000);
  database.close();
}

/** Discord answers in real time. */
async function reallyPass(world: GoldenWorld, ms: number): Promise<void> {
  await world.pass(ms);
  await new Promise((resolve) => setTimeout(resolve, 200));
}

/** Keeps the store as one file, without its write-ahead log, and what Pitwall reads of the game server's directory. */
function keep({
  target,
  data,
  directory,
  moment,
}: {
  target: string;
  data: string;
  directory: string;
  moment: Moment;
}) {
  mkdirSync(target, { recursive: true });
  const file = join(target, 'pitwall.db');
  const running = new Database(join(data, 'pitwall.db'));
  running.exec(`VACUUM INTO '${file}'`);
  running.close();
  moveTo(file, directory, ELSEWHERE);
  for (const part of ['cfg', 'results', 'output.log', 'blacklist.txt']) {
    if (existsSync(join(directory, part)))
      cpSync(join(directory, part), join(target, 'server', part), { recursive: true });
  }
  cpSync(join(data, 'servers'), join(target, 'servers'), { recursive: true });
  writeFileSync(join(target, 'moment.json'), `${JSON.stringify(moment, undefined, 2)}\n`);
}

/** Changes the only path in a store: that of the game server's log. */
export function moveTo(file: string, from: string, to: string): void {
  const database = new Database(file);
  database.prepare('UPDATE cursors SET position = replace(position, ?, ?)').run(from, to);
  database.exec('VACUUM');
  database.close();
}

export const readMoment = (target: string): Moment => JSON.parse(readFileSync(join(target, 'moment.json'), 'utf8'));
