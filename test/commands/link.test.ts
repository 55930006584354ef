/** Linking from the car to Discord takes a single typed code. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { link } from '../../commands/link.ts';
import type { Caller } from '../../src/command/caller.ts';
import { createDispatcher, type Dispatcher } from '../../src/command/dispatch.ts';
import { slashSchema } from '../../src/discord/interactions/schema.ts';
import { linkTables, openLinks } from '../../src/features/links/links.ts';
import { linksWith, Roster } from '../../src/features/roster/roster.ts';
import { plain } from '../../src/kit/sentence.ts';
import { inWords } from '../../src/texts/catalogue.ts';
import { english } from '../../src/texts/english/index.ts';
import { FakeClock } from '../fakes/clock.ts';
import { openStore } from '../fakes/openStore.ts';
import { noPictures } from '../fakes/pictures.ts';
import { fakeRoster } from '../fakes/roster.ts';
import { fakeUpkeep } from '../fakes/upkeep.ts';

const GUID = '76561197900000001';
const inCar: Caller = { via: 'chat', role: 'driver', id: GUID, name: 'Otto Falk', guid: GUID, proof: 'seat' };
const onDiscord: Caller = { via: 'slash', role: 'driver', id: '111111111111111111', name: 'otto', proof: 'discord' };

let dispatcher: Dispatcher;
let rows: string;
let roster: Roster;
let close: () => void;
beforeEach(() => {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-link-'));
  const [store, clock] = [openStore(directory, [linkTables]), new FakeClock()];
  close = () => {
    store.close();
    rmSync(directory, { recursive: true, force: true });
  };
  rows = '';
  roster = new Roster(() => ({ name: 'roster.csv', text: `GUID,name,number,team,Discord id\n${rows}` }));
  const app = {
    servers: new Map(),
    links: linksWith(openLinks(store, clock), roster),
    upkeep: fakeUpkeep(),
    pictures: noPictures,
    roster: fakeRoster(),
    privacyWarnings: () => [],
    shutdown: () => {},
  };
  const log = { info() {}, warn() {}, error() {} };
  dispatcher = createDispatcher({ commands: link, app, audit: () => {}, clock, log });
});
afterEach(() => close());

async function say(line: string, caller: Caller): Promise<string> {
  const outcome = await dispatcher.dispatch({ line, caller });
  if (outcome.kind === 'failed') return plain(outcome.sentence);
  if (outcome.kind !== 'done' || outcome.answer.kind !== 'text') throw new Error(`not a text: ${outcome.kind}`);
  return inWords(english, outcome.answer.text);
}

test('the car shows a code to type on Discord, which answers with the driver’s name', async () => {
  const begun = await say('link', inCar);
  expect(begun).toMatch(/^On Discord, type \/link [A-Z2-9]{6} within ten minutes to link your account/);
  const code = /\/link (\w+)/.exec(begun)?.[1] ?? '';
  expect(await say(`link ${code}`, onDiscord)).toBe("You're linked to Otto Falk.");
  expect(await say(`link ${code}`, onDiscord)).toMatch(/^That code is not valid\. Type !link in the game/);
});

test('the code is required on Discord and optional in the car', () => {
  const told = slashSchema(link, ['gt3']).find(({ name }) => name === 'link');
  expect(told?.options).toMatchObject([{ name: 'code', required: true }]);
  expect(link.find(({ name }) => name === 'link')?.params.code?.optional).toBe(true);
});

test('unlinking works once, and later says that there was no link', async () => {
  const code = /\/link (\w+)/.exec(await say('link', inCar))?.[1] ?? '';
  await say(`link ${code}`, onDiscord);
  expect(await say('unlink', onDiscord)).toBe('You are no longer linked.');
  expect([await say('unlink', onDiscord), await say('unlink', inCar)]).toEqual(Array(2).fill('You were not linked.'));
});

test('a link from the roster cannot be removed, with or without a code, and the answer says so', async () => {
  rows = `${GUID},Otto Falk,7,,${onDiscord.id}\n`;
  roster.load();
  const stays = 'The link comes from the league roster. Only the league can change it.';
  expect([await say('unlink', onDiscord), await say('unlink', inCar)]).toEqual([stays, stays]);
  const code = /\/link (\w+)/.exec(await say('link', inCar))?.[1] ?? '';
  await say(`link ${code}`, onDiscord);
  expect(await say('unlink', onDiscord)).toBe(stays);
  expect(await say('whoami', { ...onDiscord, guid: GUID })).toContain(`linked to GUID ${GUID}`);
});
