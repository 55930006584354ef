import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commandsTables, registerCommands } from '../../../src/discord/interactions/commandsTable.ts';
import type { SlashCommand } from '../../../src/discord/interactions/schema.ts';
import { openStore, type Store } from '../../../src/store/store.ts';

let directory: string;
let store: Store;
let told: { route: string; body: unknown }[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-commands-'));
  store = openStore(directory, [commandsTables]);
  told = [];
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const help: SlashCommand = { name: 'help', description: 'What you may say' };
const rest = {
  put: async (route: string, options?: { body?: unknown }) => void told.push({ route, body: options?.body }),
};
const register = (changes: object = {}) =>
  registerCommands({ rest, store, applicationId: '1', guildId: '2', commands: [help], ...changes });

test('Discord is told the whole set, and told again only when it has changed', async () => {
  expect(await register()).toBe(true);
  expect(await register()).toBe(false);
  expect(await register({ commands: [{ ...help, description: 'Else' }] })).toBe(true);
  expect(told.map(({ route }) => route)).toEqual(Array(2).fill('/applications/1/guilds/2/commands'));
  expect(told[0]?.body).toEqual([help]);
});

test('another guild is told for itself', async () => {
  await register();
  expect(await register({ guildId: '3' })).toBe(true);
});

test('force tells it even what it was told before', async () => {
  await register();
  expect(await register({ force: true })).toBe(true);
});

test('what Discord did not take is told again the next time', async () => {
  const refusing = { put: async () => Promise.reject(new Error('no')) };
  await expect(register({ rest: refusing })).rejects.toThrow('no');
  expect(await register()).toBe(true);
});
