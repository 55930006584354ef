import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { readConfig } from '../../src/config/environment.ts';
import { isForOfficials, NOTICES, QUIET } from '../../src/config/notices.ts';

const required = {
  DISCORD_TOKEN: 'bG9jYWw.c2FuZGJveA.opens-nothing',
  DISCORD_GUILD_ID: '223456789012345678',
  DISCORD_CHANNEL_ID: '323456789012345678',
  SERVER_DIR: '/srv/assetto',
};
const read = (NOTICES: string) => readConfig({ ...required, NOTICES }).discord.notices;

describe('NOTICES', () => {
  it('overrides the channel of each kind, in any of the usual spellings', () => {
    expect(read('lap=off, join=log')).toEqual({ lap: 'off', join: 'log' });
    expect(read('Lap = Race; fastest_lap=race,')).toEqual({ lap: 'race', 'fastest lap': 'race' });
    expect(read('')).toBeUndefined();
  });

  test.each([
    ['laps=off', 'there is no kind "laps", only session, result,'],
    ['lap', '"lap" can go to race, chat, stewards, log, board, documents, off.'],
    ['lap=yes', '"lap" can go to race, chat, stewards, log, board, documents, off.'],
    ['lap=off=log', '"lap" can go to race,'],
    ['incident=race', '"incident" can go to stewards, log, off; the others can be read by everybody.'],
    ['command=chat', '"command" can go to stewards, log, off;'],
    ['lap=off, lap=race', 'a list with each kind of notice only once, but "lap" is in it twice.'],
  ])('refuses %s with one sentence', (written, sentence) => {
    expect(() => read(written)).toThrow(sentence);
    expect(() => read(written)).toThrow(/^NOTICES must be [^\n]+\.$/);
  });

  it('can be set for each server and is checked in the same way', () => {
    const file = (line: string) => ({ name: 'servers.ini', text: `[gt3]\nSERVER_DIR=/a\n${line}\n` });
    const { SERVER_DIR: _, ...common } = required;
    expect(readConfig(common, file('NOTICES=join=off')).servers[0]?.notices).toEqual({ join: 'off' });
    expect(() => readConfig(common, file('NOTICES=joins=off'))).toThrow(
      /^servers.ini, \[gt3\]: NOTICES must be .* there is no kind "joins"/,
    );
  });
});

test('docs/channels.md lists every kind with its default channel', () => {
  const page = readFileSync(new URL('../../docs/channels.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z ]+)` \| (.+) \| `(\w+)` \|$/gm)];
  expect(rows.map(([, kind, , place]) => [kind, place])).toEqual(NOTICES.map((kind) => [kind, QUIET[kind]]));
  const official = rows.filter(([, , about = '']) => /for officials$|^what else waits for a steward/.test(about));
  expect(official.map(([, kind]) => kind)).toEqual(NOTICES.filter(isForOfficials));
});
