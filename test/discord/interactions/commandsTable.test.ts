import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { registerCommands, wasTold } from '../../../src/discord/interactions/commandsTable.ts';
import { commandsTables } from '../../../src/discord/interactions/commandsTables.ts';
import type { SlashCommand } from '../../../src/discord/interactions/schema.ts';
import type { Store } from '../../../src/store/store.ts';
import { openStore } from '../../fakes/openStore.ts';

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

const help: SlashCommand = { name: 'help', description: 'Commands you can use' };
const rest = {
  put: async (route: string, options?: { body?: unknown }) => void told.push({ route, body: options?.body }),
};
const register = (changes: object = {}) =>
  registerCommands({ rest, store, applicationId: '1', guildId: '2', commands: [help], ...changes });

const known = (changes: object = {}) =>
  wasTold({ store, applicationId: '1', guildId: '2', commands: [help], ...changes });

test('registers the whole set of commands, and remembers which set Discord has', async () => {
  expect(known()).toBe(false);
  await register();
  expect(known()).toBe(true);
  expect(known({ commands: [{ ...help, description: 'Else' }] })).toBe(false);
  expect(told).toEqual([{ route: '/applications/1/guilds/2/commands', body: [help] }]);
});

test('remembers each guild separately', async () => {
  await register();
  expect(known({ guildId: '3' })).toBe(false);
});

test('does not remember a registration that failed', async () => {
  const refusing = { put: async () => Promise.reject(new Error('no')) };
  await expect(register({ rest: refusing })).rejects.toThrow('no');
  expect(known()).toBe(false);
});
