import { describe, expect, it } from 'vitest';
import {
  forbiddenImports,
  importCycles,
  importsOf,
  linesLike,
  longerThan,
  moduleState,
  type Room,
  type Source,
  sourcesIn,
  upwardRows,
} from './architecture.ts';

const room = (name: string, from: readonly string[], uses: readonly string[] = []): Room => ({
  room: name,
  from,
  uses,
});

/** What everyone may use. */
const kit = 'src/kit';
const udp = 'src/acserver/udp';
/** What the game server says and stores, and our own words for what happens. */
const ground = [kit, udp, 'src/acserver', 'src/events', 'src/texts', 'src/store'];
/** One live game server, and what happens on it. */
const live = [...ground, 'src/config', 'src/doctor', 'src/race', 'src/live'];

/** In the order in which they are opened: each may use those before it. */
const FEATURES = [
  'rights',
  'links',
  'roster',
  'content',
  'sessions',
  'track',
  'tracker',
  'lobby',
  'drivers',
  'judging',
  'decisions',
  'calendar',
  'penalties',
  'handicaps',
  'results',
  'points',
  'carryover',
  'grid',
  'evidence',
  'incidents',
  'appeals',
  'desk',
  'documents',
  'notices',
  'greeting',
  'extrainfo',
  'process',
  'board',
].map((topic) => `src/features/${topic}`);
const typesOf = (rooms: readonly string[]): readonly string[] => rooms.map((each) => `type ${each}`);

/** What a front end knows: what can be said, what can be answered, and what happens. */
const frontEnd = [
  kit,
  'src/pictures',
  'src/events',
  'src/texts',
  'src/store',
  'src/command',
  'src/race',
  'type src/config',
  'type src/acserver',
  ...typesOf(FEATURES),
];
const discord = ['common', 'outbox', 'renderings', 'cards', 'interactions', 'session'].map(
  (part) => `src/discord/${part}`,
);

const PROGRAMS = ['start', 'edge', 'hub', 'setup', 'doctor', 'deploy', 'line', 'backup', 'restore', 'take'];

/**
 * Who may import whom. Read down: each row may import from itself and from the rows above it that it names; what is
 * listed last are the packages and the built-ins of Node that it may use. `type`: only what is gone at run time.
 */
const ROOMS: readonly Room[] = [
  room(kit, [], ['pino', 'pino-pretty', 'node:child_process', 'node:fs', 'node:sea', 'node:v8', 'node:worker_threads']),
  room('src/store', [kit], ['libsql', 'libsql/promise', 'node:fs']),
  // It knows what a picture shows, and not where that comes from.
  room(
    'src/pictures',
    [kit],
    ['@napi-rs/canvas', 'node:fs', 'node:module', 'node:stream', 'node:worker_threads', 'node:zlib'],
  ),

  room(udp, [kit], ['node:dgram', 'node:dns']),
  room('src/acserver', [kit, udp], ['node:child_process', 'node:fs', 'node:net', 'zod', 'type pino']),
  room('src/events', ['type src/acserver']),
  room('src/texts', [kit, 'src/events']),
  room('src/config', [kit, 'src/texts'], ['zod', 'ini', 'node:fs']),
  room('src/doctor', [kit, udp, 'src/acserver', 'src/config', 'src/store'], ['zod', 'node:fs', 'type pino']),
  room('src/race', ground, ['zod', 'node:fs', 'node:zlib', 'type pino']),
  room('src/live', live.slice(0, -1), ['type pino']),

  ...FEATURES.map((feature, index) =>
    room(feature, [...live, 'src/pictures', ...FEATURES.slice(0, index)], ['zod', 'node:fs', 'type pino']),
  ),
  room('src/command', [
    kit,
    'src/store',
    'src/events',
    'src/texts',
    'type src/acserver',
    'type src/doctor',
    'type src/race',
    'type src/live',
    ...typesOf(FEATURES),
  ]),
  room('commands', [kit, 'src/texts', 'type src/events', ...typesOf(FEATURES), 'src/command']),

  ...discord.map((part, index) =>
    room(
      part,
      [...frontEnd, 'src/doctor', ...discord.slice(0, index)],
      ['discord.js', 'zod', 'string-width', 'type pino'],
    ),
  ),
  room('src/websocket', frontEnd, ['ws', 'zod', 'type node:http', 'type pino']),
  room('src/chat', frontEnd, ['type pino']),

  // Several hosts, one bot: what an edge tells its hub, and what the hub asks of it.
  room(
    'src/fleet',
    [
      kit,
      'type src/config',
      'type src/doctor',
      'src/store',
      'src/events',
      'src/texts',
      'src/race',
      'src/command',
      ...typesOf(FEATURES),
    ],
    ['zod', 'node:fs', 'node:net', 'node:os', 'node:tls', 'type pino', '@nats-io/jetstream', '@nats-io/transport-node'],
  ),
  // Numbers alone, whoever gathers them.
  room('src/health', [kit], ['node:http', 'node:perf_hooks']),

  // Everything, put together.
  room(
    'src/app',
    [
      ...live,
      'src/pictures',
      ...FEATURES,
      'src/doctor',
      'src/command',
      'commands',
      ...discord,
      'src/websocket',
      'src/chat',
      'src/fleet',
      'src/health',
    ],
    ['node:fs', 'type pino'],
  ),
  // The programs.
  room('src/running.ts', [kit], ['type pino']),
  room('src/start.ts', [kit, 'src/config', 'src/acserver', 'src/app', 'src/running.ts']),
  room('src/main.ts', [kit, 'src/start.ts']),
  room('src/edge.ts', [kit, 'src/acserver', 'src/app', 'src/running.ts']),
  room('src/hub.ts', [kit, 'src/config', 'src/app', 'src/running.ts']),
  room('src/deploy.ts', [kit, 'src/config', 'src/store', 'commands', ...discord, 'src/app']),
  room('src/backup.ts', [kit, 'src/config', 'src/store']),
  room('src/restore.ts', [kit, 'src/config', 'src/store', 'src/app']),
  room('src/take.ts', [kit, 'src/config', 'src/app']),
  room(
    'src/setup',
    [kit, 'src/config', udp, 'src/acserver', 'src/doctor', 'src/texts', ...discord],
    ['@clack/prompts', 'node:fs', 'node:os', 'type discord.js'],
  ),
  room('src/setup.ts', [kit, ...discord, 'src/setup'], ['node:fs', 'node:os', 'node:url']),
  room('src/doctor.ts', [kit, 'src/config', 'src/doctor', 'commands', ...discord, 'src/fleet']),
  // A client of the websocket like any other: it knows PROTOCOL.md, and nothing of what answers.
  room('src/line', [kit], ['ws', 'node:readline', 'node:stream', 'type node:http']),
  room('src/line.ts', [kit, 'src/line']),
  // Each is loaded when it is called.
  room(
    'src/program.ts',
    [kit, 'src/app', 'src/setup', ...PROGRAMS.map((program) => `src/${program}.ts`)],
    ['commander', 'node:fs', 'node:url'],
  ),
  room('src/pitwall.ts', [kit, 'src/program.ts']),

  // A thing of its own, that other bots could use.
  room(
    'sandbox/discord',
    [kit],
    ['node:fs', 'node:http', 'node:net', 'node:stream', 'node:zlib', 'discord-api-types', 'ws', 'zod'],
  ),
  room(
    'sandbox',
    [kit, udp, 'sandbox/discord'],
    [
      'node:child_process',
      'node:dgram',
      'node:fs',
      'node:http',
      'node:net',
      'node:os',
      'node:readline',
      'node:stream',
      'node:zlib',
      'discord-api-types',
      'ws',
      'zod',
    ],
  ),
];

/** The one thing that is kept between two calls: a buffer that is filled anew before each use. */
const SCRATCH = ['src/acserver/udp/reader.ts: current'];

/** Ways to put a message into a channel, as discord.js and its routes have them. */
const POSTS =
  /\.send\(|\bchannelMessages?\b|\bRoutes\.webhook\(|\bcreateWebhook\b|\bWebhookClient\b|\bcreateDM\b|\/channels\//;

const sources = sourcesIn(['src', 'commands', 'sandbox']);
const inSrc = sources.filter(({ path }) => path.startsWith('src/'));

describe('the architecture', () => {
  it('is a table without cycles', () => {
    expect(upwardRows(ROOMS)).toEqual([]);
  });

  it('is kept by every import', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(forbiddenImports(sources, ROOMS)).toEqual([]);
  });

  it('has no files that import each other, types counted', () => {
    expect(importCycles(sources)).toEqual([]);
  });

  it('posts to channels from the outbox alone', () => {
    const others = inSrc.filter(
      ({ path }) => path.startsWith('src/discord/') && !path.startsWith('src/discord/outbox/'),
    );
    expect(linesLike(others, POSTS)).toEqual([]);
  });

  it('keeps no state in a module', () => {
    expect(moduleState(inSrc)).toEqual(SCRATCH);
  });

  it('keeps every file short', () => {
    expect(longerThan(sources, 250)).toEqual([]);
  });
});

describe('what is forbidden', () => {
  const found = (path: string, text: string): string[] => forbiddenImports([{ path, text }], ROOMS);

  it.each([
    // Only main, deploy and tests know the commands.
    ['src/discord/interactions/slash.ts', `import { commands } from '../../../commands/index.ts';`],
    ['src/live/open.ts', `import { commands } from '../../commands/index.ts';`],
    // A command says what, never how.
    ['commands/kick.ts', `import { Client } from 'discord.js';`],
    ['commands/kick.ts', `import { WebSocket } from 'ws';`],
    ['commands/kick.ts', `import { createSocket } from 'node:dgram';`],
    ['commands/kick.ts', `import { readFileSync } from 'node:fs';`],
    ['commands/kick.ts', `import { readFile } from 'node:fs/promises';`],
    ['commands/kick.ts', `import type { Store } from '../src/store/store.ts';`],
    ['commands/kick.ts', `import { serverActions } from '../src/features/process/actions.ts';`],
    // One room for each thing of the world.
    ['src/websocket/relay.ts', `import type { Client } from 'discord.js';`],
    ['src/race/journal.ts', `import Database from 'libsql';`],
    ['src/chat/line.ts', `import { WebSocketServer } from 'ws';`],
    ['src/acserver/stdout/follow.ts', `import { createSocket } from 'node:dgram';`],
    ['src/events/events.ts', `import { readFileSync } from 'node:fs';`],
    ['src/command/dispatch.ts', `import express from 'express';`],
    // The sandbox stands outside, and takes nothing but the protocol.
    ['src/main.ts', `import { openDemo } from '../sandbox/demo/demo.ts';`],
    ['sandbox/acserver/log/lap.ts', `import { readLine } from '../../../src/acserver/stdout/reader.ts';`],
    ['sandbox/discord/page.ts', `import { Client } from 'discord.js';`],
    // Down, never up.
    ['src/race/state.ts', `import type { Server } from '../command/app.ts';`],
    ['src/features/rights/open.ts', `import { openGrid } from '../grid/open.ts';`],
    ['src/discord/outbox/outbox.ts', `import { relayToDiscord } from '../cards/relay.ts';`],
    ['src/acserver/udp/codec.ts', `import { parseIni } from '../ini/document.ts';`],
    ['src/kit/errors.ts', `import { openStore } from '../store/store.ts';`],
    ['sandbox/discord/page.ts', `import type { FromServer } from '../../src/acserver/udp/packets.ts';`],
    // By whatever form.
    ['src/race/state.ts', `export * from '../command/app.ts';`],
    ['src/race/state.ts', `export { type Server } from '../command/app.ts';`],
    ['src/race/state.ts', `import '../command/app.ts';`],
    ['src/race/state.ts', `const app = await import('../command/app.ts');`],
    ['src/race/state.ts', `const app = await import(name);`],
    ['src/race/state.ts', `const app = require('../command/app.ts');`],
    ['src/race/state.ts', `import {\n  type Server,\n} from '../command/app.ts';`],
    // A folder nobody has decided about.
    ['src/utilities/text.ts', ''],
    ['src/race/state.ts', `import { pad } from '../utilities/text.ts';`],
  ])('%s: %s', (path, text) => {
    expect(found(path, text)).toHaveLength(1);
  });

  it('is told with its line', () => {
    const text = `// first\nimport { Client } from 'discord.js';\n`;
    expect(found('commands/kick.ts', text)).toEqual(['commands/kick.ts:2: commands may not import discord.js.']);
    expect(found('commands/kick.ts', `import { serverActions } from '../src/features/process/actions.ts';`)).toEqual([
      'commands/kick.ts:1: commands may not import src/features/process/actions.ts for more than its types.',
    ]);
  });

  it.each([
    ['src/race/state.ts', `import type { FromServer } from '../acserver/udp/packets.ts';`],
    ['src/race/observe/laps.ts', `import { lap } from '../state.ts';`],
    ['src/store/store.ts', `import { mkdir } from 'node:fs/promises';`],
    ['commands/kick.ts', `import { type App, type Server } from '../src/command/app.ts';`],
    [
      'commands/kick.ts',
      `import type { App } from '../src/command/app.ts';\nimport { kg } from '../src/command/param.ts';`,
    ],
    ['commands/kick.ts', `// import { Client } from 'discord.js';\n/* import 'ws'; */\nconst text = "// don't";`],
  ])('is not this: %s: %s', (path, text) => {
    expect(found(path, text)).toEqual([]);
  });

  it('would be a table with a cycle', () => {
    const rooms = [room('src/race', ['type src/live']), room('src/live', ['src/race'])];
    expect(upwardRows(rooms)).toEqual(['src/race may import type src/live']);
  });

  it.each([
    `await channel.send({ content });`,
    `await rest.post(Routes.channelMessages(channel), { body });`,
    `await rest.post(Routes.webhook(id, token), { body });`,
    `await rest.post('/channels/' + channel + '/messages', { body });`,
    `const hook = new WebhookClient({ url });`,
  ])('posts past the outbox: %s', (text) => {
    expect(linesLike([{ path: 'src/discord/cards.ts', text }], POSTS)).toEqual([`src/discord/cards.ts:1: ${text}`]);
  });

  it.each([
    `await interaction.reply({ content });`,
    `await rest.patch(Routes.webhookMessage(applicationId, token), { body });`,
    `// channel.send() would ping`,
  ])('does not post to a channel: %s', (text) => {
    expect(linesLike([{ path: 'src/discord/cards.ts', text }], POSTS)).toEqual([]);
  });

  it.each([
    'let laps = 0;',
    'export var laps = 0;',
    'const laps = new Map();\nfunction add(lap) {\n  laps.set(lap.car, lap);\n}',
    'const laps = [];\nexport const add = (lap) => laps.push(lap);',
    'const laps = { count: 0 };\nexport const add = () => {\n  laps.count += 1;\n};',
    'const laps: Record<string, number> = {};\nexport const add = (car) => {\n  laps[car] = 1;\n};',
    'export const laps = /\\d/g;\nconst isLap = (text) => laps.test(text);',
  ])('is state in a module: %s', (text) => {
    expect(moduleState([{ path: 'src/race/laps.ts', text }])).toEqual(['src/race/laps.ts: laps']);
  });

  it.each([
    'const LAPS = new Set([1, 2]);\nconst isLap = (lap) => LAPS.has(lap);',
    'function count() {\n  let laps = 0;\n  return laps + 1;\n}',
    'const laps = (race) => race.laps.push(1);\nconst is = (race) => laps(race) === race.laps.length;',
    'const LAPS = { first: 1 };\nconst isFirst = (lap) => LAPS.first === lap || LAPS[lap] == 1 || LAPS.first <= lap;',
    'const LAPS = /\\d/g;\nconst lapsIn = (text) => text.matchAll(LAPS);',
  ])('is no state in a module: %s', (text) => {
    expect(moduleState([{ path: 'src/race/laps.ts', text }])).toEqual([]);
  });

  it('is a file of more lines than that', () => {
    const file = (lines: number): Source => ({ path: 'src/race/laps.ts', text: 'x\n'.repeat(lines) });
    expect(longerThan([file(250)], 250)).toEqual([]);
    expect(longerThan([file(251)], 250)).toEqual(['src/race/laps.ts has 251 lines']);
  });
});

describe('imports', () => {
  it('are all found in a file of ours', () => {
    const main = sources.find(({ path }) => path === 'src/start.ts');
    const names = main && importsOf(main).map(({ name }) => name);
    expect(names).toEqual(main?.text.match(/(?<=from '|^import ')[^']+/gm));
  });
});
