import { describe, expect, it } from 'vitest';
import {
  forbiddenImports,
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

const udp = 'src/acserver/udp';
const outbox = 'src/discord/outbox';

/** What everyone may use. */
const leaves = ['src/errors.ts', 'src/clock.ts', 'src/turns.ts', 'src/namesakes.ts'];
/** How game servers are described. */
const serverSettings = ['src/settings.ts', 'src/serverSettings.ts'];
/** What both the outbox and the rest of Discord's side need. */
const discordBasics = ['src/discord/failures.ts', 'src/discord/text.ts'];
/** The lines of extra information as such, which are nobody's. */
const extraInfoCodec = ['src/extrainfo/codes.ts', 'src/extrainfo/csv.ts', 'src/extrainfo/lines.ts'];
/** What happens, and what follows from it. */
const facts = [...extraInfoCodec, 'src/race', 'src/penalties', 'src/incidents', 'src/extrainfo'];

const serverParts = [
  ...[...leaves, 'src/config.ts', ...serverSettings, 'src/store', udp, 'src/acserver', ...facts, 'src/race/logFeed.ts'],
  ...['src/actions', 'src/control', 'src/chat'],
];

/**
 * Who may import whom. Read down: each row may import from itself and from the rows above it that it names; what is
 * listed last are the packages and the built-ins of Node that it may use. `type`: only what is gone at run time.
 */
const ROOMS: readonly Room[] = [
  ...leaves.map((path) => room(path, [])),
  room('src/settings.ts', [], ['zod']),
  room('src/serverSettings.ts', ['src/settings.ts'], ['zod']),
  room('src/serverChannels.ts', ['type src/serverSettings.ts']),
  room('src/serversFile.ts', [...leaves, ...serverSettings], ['ini', 'node:fs']),
  room('src/config.ts', [...leaves, ...serverSettings, 'src/serversFile.ts'], ['zod']),
  room('src/log.ts', [], ['pino', 'pino-pretty']),
  room('src/store', leaves, ['libsql', 'node:fs']),

  room(udp, leaves, ['node:dgram', 'node:dns']),
  room(
    'src/acserver',
    [...leaves, udp, 'src/store'],
    ['node:child_process', 'node:fs', 'node:net', 'execa', 'zod', 'type pino'],
  ),

  room('src/extrainfo/codes.ts', []),
  room('src/extrainfo/csv.ts', []),
  room('src/extrainfo/lines.ts', ['src/extrainfo/codes.ts', 'src/extrainfo/csv.ts']),

  room('src/race', [...leaves, ...extraInfoCodec, udp, 'src/acserver', 'src/store'], ['zod', 'type pino']),
  // It alone looks at the log as a file: whether it has grown while nobody listened.
  room('src/race/logFeed.ts', [...leaves, 'src/acserver', 'src/race'], ['node:fs', 'type pino']),
  room('src/penalties', [...leaves, 'src/acserver', 'src/race', 'src/store'], ['zod', 'type pino']),
  room('src/penaltiesFile.ts', [...leaves, 'src/penalties'], ['ini', 'node:fs']),
  room('src/incidents', [...leaves, 'src/race', 'src/penalties', 'src/store'], ['zod', 'type pino']),
  room(
    'src/extrainfo',
    [...leaves, ...extraInfoCodec, 'src/race', 'src/penalties', 'src/incidents', 'src/store'],
    ['type pino'],
  ),

  room('src/actions', [...leaves, udp, 'src/acserver', 'src/store', ...facts], ['node:fs', 'type pino']),
  room('src/control', [...leaves, 'src/store', 'type src/acserver', ...facts, 'src/actions'], ['type pino']),
  room('src/command', [...leaves, 'src/store', 'type src/race', 'type src/actions']),
  room('commands', ['src/errors.ts', 'type src/actions', 'src/command']),

  ...discordBasics.map((path) => room(path, leaves, ['discord.js'])),
  room(outbox, [...leaves, 'src/store', ...discordBasics], ['discord.js', 'type pino']),
  room(
    'src/discord',
    [...leaves, 'src/store', ...facts, 'type src/actions', 'src/command', ...discordBasics, outbox],
    ['discord.js', 'type pino'],
  ),
  room(
    'src/websocket',
    [...leaves, 'src/race', 'src/extrainfo', 'type src/actions', 'src/command'],
    ['ws', 'zod', 'type node:http', 'type pino'],
  ),
  room(
    'src/chat',
    [...leaves, 'src/store', 'src/race', 'type src/acserver', 'type src/actions', 'src/command'],
    ['type pino'],
  ),

  // One game server, put together.
  room('src/server', serverParts, ['type pino']),
  room('src/server.ts', [...serverParts, 'src/server'], ['type pino']),
  room('src/tables.ts', [
    ...['src/store', 'src/acserver', 'src/race', 'src/penalties', 'src/incidents', 'src/extrainfo', 'src/actions'],
    ...['src/command', 'src/control', 'src/discord', outbox],
  ]),
  room('src/raceLog.ts', ['src/race'], ['type pino']),
  // Everything, put together.
  room(
    'src/installation.ts',
    [
      ...[...leaves, 'src/config.ts', 'src/serverChannels.ts', 'src/store', 'src/tables.ts', 'src/raceLog.ts'],
      ...['src/acserver', ...facts, 'src/actions', 'src/control', 'src/command', 'commands'],
      ...[outbox, 'src/discord', 'src/websocket', 'src/chat', 'src/server.ts'],
    ],
    ['node:fs', 'type pino'],
  ),
  room(
    'src/main.ts',
    [
      ...[...leaves, 'src/config.ts', 'src/serversFile.ts', 'src/penaltiesFile.ts', 'src/log.ts'],
      ...['src/acserver', 'src/installation.ts'],
    ],
    ['type pino'],
  ),
  room('src/deploy.ts', [...leaves, 'src/config.ts', 'src/serversFile.ts', 'src/store', 'commands', 'src/discord']),

  // A client of the websocket like any other: it knows PROTOCOL.md, and nothing of what answers.
  room('src/line', leaves, ['ws', 'node:readline', 'node:stream', 'type node:http']),
  room('src/line.ts', [...leaves, 'src/line']),

  room(
    'sandbox',
    ['src/errors.ts', 'src/clock.ts', udp],
    [
      ...[
        'node:child_process',
        'node:dgram',
        'node:fs',
        'node:http',
        'node:net',
        'node:os',
        'node:readline',
        'node:stream',
        'node:zlib',
      ],
      ...['discord-api-types', 'ws', 'zod'],
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

  it('posts to channels from the outbox alone', () => {
    const others = inSrc.filter(({ path }) => path.startsWith('src/discord/') && !path.startsWith(outbox));
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
    ['src/discord/slash.ts', `import { commands } from '../../commands/index.ts';`],
    ['src/server.ts', `import { commands } from '../commands/index.ts';`],
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
    ['src/race/state.ts', `import { readFileSync } from 'node:fs';`],
    ['src/command/dispatch.ts', `import express from 'express';`],
    // The sandbox stands outside, and takes nothing but the protocol.
    ['src/main.ts', `import { openDemo } from '../sandbox/demo/demo.ts';`],
    ['sandbox/acserver/log/lap.ts', `import { readLine } from '../../../src/acserver/stdout/reader.ts';`],
    ['sandbox/discord/page.ts', `import { Client } from 'discord.js';`],
    // Down, never up.
    ['src/race/state.ts', `import type { Server } from '../actions/app.ts';`],
    ['src/discord/outbox/outbox.ts', `import { relayToDiscord } from '../relay.ts';`],
    ['src/acserver/udp/codec.ts', `import { parseIni } from '../ini/document.ts';`],
    ['src/errors.ts', `import { systemClock } from './clock.ts';`],
    ['src/discord/client.ts', `import type { Config } from '../config.ts';`],
    // By whatever form.
    ['src/race/state.ts', `export * from '../actions/app.ts';`],
    ['src/race/state.ts', `export { type Server } from '../actions/app.ts';`],
    ['src/race/state.ts', `import '../actions/app.ts';`],
    ['src/race/state.ts', `const app = await import('../actions/app.ts');`],
    ['src/race/state.ts', `const app = await import(name);`],
    ['src/race/state.ts', `const app = require('../actions/app.ts');`],
    ['src/race/state.ts', `import {\n  type Server,\n} from '../actions/app.ts';`],
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
      'commands/kick.ts:1: commands may not import src/actions/server.ts for more than its types.',
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
    const rooms = [room('src/race', ['type src/actions']), room('src/actions', ['src/race'])];
    expect(upwardRows(rooms)).toEqual(['src/race may import type src/actions']);
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
    const main = sources.find(({ path }) => path === 'src/main.ts');
    const names = main && importsOf(main).map(({ name }) => name);
    expect(names).toEqual(main?.text.match(/(?<=from ')[^']+/g));
  });
});
