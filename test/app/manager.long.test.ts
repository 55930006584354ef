import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Installation, installation, type Program, run } from '../program.ts';

const ADMINISTRATOR = 8n;

let made: Installation;
let pitwall: Program;
beforeEach(async () => {
  made = await installation({
    channels: [{ name: 'league' }],
    roles: [{ name: 'Boss', permissions: ADMINISTRATOR }],
    people: [{ name: 'Ada', roles: ['Boss'] }],
  });
  pitwall = run('main', { ...made.environment, SERVER_FILES_WRITTEN_BY: 'manager' });
  await pitwall.says('Pitwall is ready');
});
afterEach(async () => {
  pitwall.child.kill('SIGTERM');
  await pitwall.ended;
  await made.remove();
});

const files = () =>
  ['server_cfg.ini', 'entry_list.ini'].map((name) => readFileSync(join(made.directory, 'cfg', name), 'utf8'));

/** A refusal is shown only to the person who asked, and replaces the public answer. */
async function said(path: string, options: Readonly<Record<string, string | number>> = {}): Promise<string> {
  const asked = made.discord.person('Ada').slash({ channel: 'league', path: path.split(' '), options });
  await asked.done();
  const { content = '', embeds = [] } = asked.followUps.at(-1) ?? asked.reply() ?? {};
  return [content, ...embeds.map(({ description = '' }) => description)].join('');
}

it('Pitwall leaves files written by a server manager alone and says why', async () => {
  const before = files();
  for (const [path, options] of [
    ['server set', { session: 'RACE', setting: 'laps', value: 3 }],
    ['server time', { minutes: 5 }],
    ['grid order', {}],
    ['grid entries', {}],
    ['grid finish', {}],
    ['grid save', {}],
    ['grid undo', {}],
  ] as const) {
    expect([path, await said(path, options)]).toEqual([
      path,
      '⚠️ That is not possible here: the server manager rewrites the files of gt3, so changes made by Pitwall would be lost. Change the event there.',
    ]);
  }
  expect(files()).toEqual(before);
  expect(await said('server info')).toContain('the server manager rewrites the files of gt3');
});
