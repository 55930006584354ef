import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeClock } from '../fakes/clock.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';
import { PENALTIES, sprintDirectory } from './drivenGame.ts';
import { expectGolden, line } from './golden.ts';
import { type League, openLeague } from './league.ts';
import { ELSEWHERE, makeStore, moveTo, readMoment } from './makeStore.ts';
import { decodeFromServer, type FromServer } from './rig.ts';
import { forgetCommands, rowsIn } from './rows.ts';
import { GoldenWorld, type Role } from './world.ts';

// What version 0.1.0 left behind in the middle of a race, opened by the current version.

const LEFT = fileURLToPath(new URL('../fixtures/stores/0.1.0/', import.meta.url));
const WRITTEN_MEANWHILE = 'CHAT\nCHAT [Otto Falk]: did anybody see that?\n';
/** Well within the 15 minutes in which a deferred reply can be edited. */
const ABSENCE_MS = 60_000;

let world: GoldenWorld;
let league: League;
const closers: (() => Promise<void>)[] = [];

if (process.env.GOLDEN === 'store') beforeAll(() => makeStore(LEFT));

beforeAll(async () => {
  const data = temporaryDirectory('store');
  const directory = temporaryDirectory('acserver');
  cpSync(join(LEFT, 'pitwall.db'), join(data, 'pitwall.db'));
  cpSync(join(LEFT, 'servers'), join(data, 'servers'), { recursive: true });
  cpSync(join(LEFT, 'server'), directory, { recursive: true });
  moveTo(join(data, 'pitwall.db'), ELSEWHERE, directory);
  forgetCommands(data);
  const logFile = join(directory, 'output.log');
  appendFileSync(logFile, WRITTEN_MEANWHILE);

  const clock = new FakeClock();
  league = await openLeague(clock);
  closers.push(() => league.discord.close());
  const { atMs, session, cars } = readMoment(LEFT);
  clock.advance(atMs + ABSENCE_MS);
  for (const { channel, key, message_id: id } of rowsIn(data, 'SELECT * FROM outbox_messages')) {
    league.stands({ id: String(id), channelId: String(channel), content: `${key} as it stood` });
  }
  world = await GoldenWorld.open({
    directory,
    data,
    clock,
    penalties: PENALTIES,
    settings: { SERVER_LOG_FILE: logFile },
    discord: league.settings,
    notes: false,
  });
  closers.push(() => world.close());
  world.meet({
    receive(order) {
      if (order.type === 'getSessionInfo') world.send(runOn(session, clock.monotonic() - atMs));
      if (order.type === 'getCarInfo') world.send(Buffer.from(cars[order.carId] ?? '', 'hex'));
    },
  });
  await world.settle();
});

afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

/** The session has gone on by `ms` since. */
function runOn(session: string, ms: number): FromServer {
  const packet = decodeFromServer(Buffer.from(session, 'hex'));
  return packet.type === 'sessionInfo' ? { ...packet, elapsedMs: packet.elapsedMs + ms } : packet;
}

/** The line, and every frame that answers it. */
async function answer(role: Role, text: string): Promise<string> {
  const id = `${role} ${text}`.replaceAll(/\s/g, '_').slice(0, 64);
  await world.give(role, `@${id} ${text}`);
  await world.pass(200);
  await world.inStep();
  const frames = (world.heard.get(role) ?? []).filter((frame) => (frame as { id?: string }).id === id);
  return line({ [role]: text, answers: frames });
}

async function inTurn(tasks: readonly (() => Promise<string>)[]): Promise<string[]> {
  const lines: string[] = [];
  for (const task of tasks) lines.push(await task());
  return lines;
}

const left = (sql: string) => rowsIn(LEFT, sql);
const now = (sql: string) => rowsIn(world.data, sql);
const NEWEST = 'SELECT max(id) AS id FROM events';
const WAITING = `SELECT 1 FROM outbox WHERE state IN ('queued', 'sending')`;
const PROMISED = 'SELECT 1 FROM discord_replies';

/** 0.1.0 had no board. How often one is edited depends on how long this takes. */
const isForBoard = (route: string, body: unknown): boolean =>
  route.includes('/pins/') || JSON.stringify(body ?? '').includes('server order');

describe('a store written by 0.1.0 in the middle of a race', () => {
  it('keeps the names of its migrations, which a new store has too', async () => {
    const MIGRATIONS = 'SELECT room, step FROM migrations ORDER BY room';
    expectGolden('store/migrations.ndjson', left(MIGRATIONS).map(line));
    const steps = new Map(now(MIGRATIONS).map(({ room, step }) => [room, Number(step)]));
    for (const { room, step } of left(MIGRATIONS))
      expect.soft(steps.get(room), String(room)).toBeGreaterThanOrEqual(Number(step));
    expect(await migrationsOfNewStore()).toEqual(now(MIGRATIONS));
  });

  it('sends queued and doubtful posts and outstanding replies', async () => {
    await expect.poll(() => [now(WAITING).length, now(PROMISED).length]).toEqual([0, 0]);
    const names = new Map(league.discord.world.channels().map(({ id, name }) => [id, `#${name}`]));
    const asked = league.observed
      .filter(({ route = '', body }) => /messages|webhooks/.test(route) && !isForBoard(route, body))
      .map(({ route = '', path, query, body, status }) => {
        const [, channel = ''] = /^\/channels\/(\d+)/.exec(path) ?? [];
        return line({ channel: names.get(channel), route, query: [...query], status, body });
      });
    // Each channel has one request in flight. There is no order between channels.
    expectGolden('store/requests.ndjson', asked.sort(byChannel));
  });

  it('repeats no event and adds what was logged meanwhile', async () => {
    await world.pass(20_000);
    const [{ id } = { id: 0 }] = left(NEWEST);
    expectGolden(
      'store/events.ndjson',
      now(`SELECT event FROM events WHERE id > ${id} ORDER BY id`).map(({ event }) => String(event)),
    );
    expectGolden(
      'store/orders.ndjson',
      world.orders.map(({ order }) => line(order)),
    );
  });

  it('gives the same answers to questions as 0.1.0', async () => {
    for (const role of ['admin', 'steward', 'driver'] as const) await world.connect(role);
    const newer = 'logon: {"username": "Race tool", "password": "TOKEN", "protocol": "1.0"}';
    await world.give('admin', newer);
    const lines = await inTurn([
      ...QUESTIONS.map(
        ([role, text]) =>
          () =>
            answer(role, text),
      ),
      async () => line({ Dora: 'me', reply: await league.ask('Dora', 'me') }),
      async () => line({ Dora: 'whoami', reply: await league.ask('Dora', 'whoami') }),
      async () => line({ Ada: 'unban', choices: await league.choices('Ada', 'unban', 'guid') }),
      async () => line({ Ada: 'penalty clear', choices: await league.choices('Ada', 'penalty clear', 'number') }),
      async () => line({ Ada: 'incident show', choices: await league.choices('Ada', 'incident show', 'number') }),
    ]);
    expectGolden('store/answers.ndjson', lines);
  });

  it('handles commands like 0.1.0', async () => {
    expectGolden(
      'store/acts.ndjson',
      await inTurn(
        ACTS.map(
          ([role, text]) =>
            () =>
              answer(role, text),
        ),
      ),
    );
  });
});

/** The migrations of a store that has just been created. */
async function migrationsOfNewStore() {
  const { directory } = sprintDirectory();
  const fresh = await GoldenWorld.open({ directory, settings: {}, notes: false });
  const migrations = rowsIn(fresh.data, 'SELECT room, step FROM migrations ORDER BY room');
  await fresh.close();
  return migrations;
}

/** Sorts by channel, and requests without a channel by their route. */
const byChannel = (a: string, b: string): number => {
  const [one = '', other = ''] = [a, b].map((text) => /^.*?"[#A-Z][^"]+"/.exec(text)?.[0] ?? '');
  return one < other ? -1 : Number(one > other);
};

const QUESTIONS: readonly (readonly [Role, string])[] = [
  ['admin', 'server info'],
  ['steward', 'server info'],
  ['admin', 'server drivers'],
  ['driver', 'server drivers'],
  ['steward', 'server sessions'],
  ['steward', 'server entries'],
  ['steward', 'penalty list'],
  ...[1, 2, 3, 4, 5, 8].map((number) => ['steward', `penalty list 7656119790000000${number}`] as const),
  ['steward', 'incident list'],
  ['steward', 'incident list 76561197900000001'],
  ...[1, 2, 3, 4, 5, 6, 7].map((number) => ['steward', `incident show ${number}`] as const),
  ['driver', 'results show'],
  ...[1, 2, 3, 4].map((number) => ['steward', `results show ${number}`] as const),
  ['steward', 'grid order'],
  ['steward', 'grid entries'],
  ['steward', 'lobby info'],
  ['admin', 'tracker status'],
];

const ACTS: readonly (readonly [Role, string])[] = [
  ['steward', 'incident decide 3 0 time 5'],
  ['steward', 'incident decide 2 1 no-action'],
  ['steward', 'penalty served 9'],
  ['steward', 'penalty served 10'],
  ['steward', 'penalty clear 12'],
  ['steward', 'results finalise 2'],
  ['steward', 'results finalise 1'],
  ['steward', 'grid save'],
  ['steward', 'grid undo'],
  ['admin', 'unban 76561197900009997'],
  ['admin', 'unban 76561197900009996'],
  ['steward', 'ballast 7 0'],
  ['steward', 'warn 1'],
];
