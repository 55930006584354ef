import { describe, expect, it } from 'vitest';
import {
  forbiddenImports,
  importCycles,
  importsOf,
  linesLike,
  longerThan,
  moduleState,
  type Source,
  sourcesIn,
  upwardRows,
} from './architecture.ts';
import { ROOMS, room } from './rooms.ts';

/** The only thing kept between two calls: a buffer that is refilled before each use. */
const SCRATCH = ['src/acserver/udp/reader.ts: current'];

/** Ways to post a message to a channel, in discord.js and its routes. */
const POSTS =
  /\.send\(|\bchannelMessages?\b|\bRoutes\.webhook\(|\bcreateWebhook\b|\bWebhookClient\b|\bcreateDM\b|\/channels\//;

const sources = sourcesIn(['src', 'commands', 'sandbox']);
const inSrc = sources.filter(({ path }) => path.startsWith('src/'));

describe('the architecture', () => {
  it('has no cycles in its table of rooms', () => {
    expect(upwardRows(ROOMS)).toEqual([]);
  });

  it('allows every import there is', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(forbiddenImports(sources, ROOMS)).toEqual([]);
  });

  it('has no import cycles between files, including types', () => {
    expect(importCycles(sources)).toEqual([]);
  });

  it('allows posts to channels only from the outbox', () => {
    const others = inSrc.filter(
      ({ path }) => path.startsWith('src/discord/') && !path.startsWith('src/discord/outbox/'),
    );
    expect(linesLike(others, POSTS)).toEqual([]);
  });

  it('allows no state at module level', () => {
    expect(moduleState(inSrc)).toEqual(SCRATCH);
  });

  it('limits the length of every file', () => {
    expect(longerThan(sources, 250)).toEqual([]);
  });
});

describe('the architecture check', () => {
  const found = (path: string, text: string): string[] => forbiddenImports([{ path, text }], ROOMS);

  it.each([
    // Only main, deploy and the tests know the commands.
    ['src/discord/interactions/slash.ts', `import { commands } from '../../../commands/index.ts';`],
    ['src/live/open.ts', `import { commands } from '../../commands/index.ts';`],
    // A command says what to do, never how.
    ['commands/kick.ts', `import { Client } from 'discord.js';`],
    ['commands/kick.ts', `import { WebSocket } from 'ws';`],
    ['commands/kick.ts', `import { createSocket } from 'node:dgram';`],
    ['commands/kick.ts', `import { readFileSync } from 'node:fs';`],
    ['commands/kick.ts', `import { readFile } from 'node:fs/promises';`],
    ['commands/kick.ts', `import type { Store } from '../src/store/store.ts';`],
    ['commands/kick.ts', `import { serverActions } from '../src/features/process/actions.ts';`],
    // Each outside system belongs to one room.
    ['src/websocket/relay.ts', `import type { Client } from 'discord.js';`],
    ['src/race/journal.ts', `import Database from 'libsql';`],
    ['src/chat/line.ts', `import { WebSocketServer } from 'ws';`],
    ['src/acserver/stdout/follow.ts', `import { createSocket } from 'node:dgram';`],
    ['src/events/events.ts', `import { readFileSync } from 'node:fs';`],
    ['src/command/dispatch.ts', `import express from 'express';`],
    // The sandbox is separate, and takes nothing but the protocol.
    ['src/main.ts', `import { openDemo } from '../sandbox/demo/demo.ts';`],
    ['sandbox/acserver/log/lap.ts', `import { readLine } from '../../../src/acserver/stdout/reader.ts';`],
    ['sandbox/discord/page.ts', `import { Client } from 'discord.js';`],
    // Imports go down, never up.
    ['src/race/state.ts', `import type { Server } from '../command/app.ts';`],
    ['src/features/rights/open.ts', `import { openGrid } from '../grid/open.ts';`],
    ['src/discord/outbox/outbox.ts', `import { relayToDiscord } from '../cards/relay.ts';`],
    ['src/acserver/udp/codec.ts', `import { parseIni } from '../ini/document.ts';`],
    ['src/kit/errors.ts', `import { openStore } from '../store/store.ts';`],
    ['sandbox/discord/page.ts', `import type { FromServer } from '../../src/acserver/udp/packets.ts';`],
    // In any form.
    ['src/race/state.ts', `export * from '../command/app.ts';`],
    ['src/race/state.ts', `export { type Server } from '../command/app.ts';`],
    ['src/race/state.ts', `import '../command/app.ts';`],
    ['src/race/state.ts', `const app = await import('../command/app.ts');`],
    ['src/race/state.ts', `const app = await import(name);`],
    ['src/race/state.ts', `const app = require('../command/app.ts');`],
    ['src/race/state.ts', `import {\n  type Server,\n} from '../command/app.ts';`],
    // A folder that is not in the table.
    ['src/utilities/text.ts', ''],
    ['src/race/state.ts', `import { pad } from '../utilities/text.ts';`],
  ])('rejects in %s: %s', (path, text) => {
    expect(found(path, text)).toHaveLength(1);
  });

  it('names the file and line', () => {
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
  ])('accepts in %s: %s', (path, text) => {
    expect(found(path, text)).toEqual([]);
  });

  it('finds a cycle in the table', () => {
    const rooms = [room('src/race', ['type src/live']), room('src/live', ['src/race'])];
    expect(upwardRows(rooms)).toEqual(['src/race may import type src/live']);
  });

  it.each([
    `await channel.send({ content });`,
    `await rest.post(Routes.channelMessages(channel), { body });`,
    `await rest.post(Routes.webhook(id, token), { body });`,
    `await rest.post('/channels/' + channel + '/messages', { body });`,
    `const hook = new WebhookClient({ url });`,
  ])('finds a post that bypasses the outbox: %s', (text) => {
    expect(linesLike([{ path: 'src/discord/cards.ts', text }], POSTS)).toEqual([`src/discord/cards.ts:1: ${text}`]);
  });

  it.each([
    `await interaction.reply({ content });`,
    `await rest.patch(Routes.webhookMessage(applicationId, token), { body });`,
    `// channel.send() would ping`,
  ])('accepts what is no post to a channel: %s', (text) => {
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
  ])('finds module state: %s', (text) => {
    expect(moduleState([{ path: 'src/race/laps.ts', text }])).toEqual(['src/race/laps.ts: laps']);
  });

  it.each([
    'const LAPS = new Set([1, 2]);\nconst isLap = (lap) => LAPS.has(lap);',
    'function count() {\n  let laps = 0;\n  return laps + 1;\n}',
    'const laps = (race) => race.laps.push(1);\nconst is = (race) => laps(race) === race.laps.length;',
    'const LAPS = { first: 1 };\nconst isFirst = (lap) => LAPS.first === lap || LAPS[lap] == 1 || LAPS.first <= lap;',
    'const LAPS = /\\d/g;\nconst lapsIn = (text) => text.matchAll(LAPS);',
  ])('accepts what is no module state: %s', (text) => {
    expect(moduleState([{ path: 'src/race/laps.ts', text }])).toEqual([]);
  });

  it('finds a file with too many lines', () => {
    const file = (lines: number): Source => ({ path: 'src/race/laps.ts', text: 'x\n'.repeat(lines) });
    expect(longerThan([file(250)], 250)).toEqual([]);
    expect(longerThan([file(251)], 250)).toEqual(['src/race/laps.ts has 251 lines']);
  });
});

describe('the import parser', () => {
  it('finds all imports of a source file', () => {
    const main = sources.find(({ path }) => path === 'src/start.ts');
    const names = main && importsOf(main).map(({ name }) => name);
    expect(names).toEqual(main?.text.match(/(?<=from '|^import ')[^']+/gm));
  });
});
