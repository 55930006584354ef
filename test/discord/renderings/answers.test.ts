import type { APIEmbed } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/command/answer.ts';
import { render } from '../../../src/command/answer.ts';
import { discordRenderings } from '../../../src/discord/renderings/answers.ts';
import { moment, phrase } from '../../../src/kit/sentence.ts';
import { english } from '../../../src/texts/english/index.ts';
import { driver, info, session } from '../../command/world.ts';
import { vocabulary } from '../../fakes/vocabulary.ts';

const shown = (answer: Answer) => render(discordRenderings(english, vocabulary), answer);
const embedOf = (answer: Answer): APIEmbed => shown(answer).embeds?.[0] ?? {};

const everything = { guids: true, addresses: true };
const longest = '🏎'.repeat(255);

test('a note shows its times as Discord timestamps', () => {
  const at = Date.UTC(2026, 0, 1, 14);
  const text = phrase`Billy (99999999999999999) is banned until ${moment(at)}. Kicked Billy.`;
  const until = `<t:${at / 1000}:f>`;
  expect(shown({ kind: 'note', text }).content).toBe(
    `Billy (99999999999999999) is banned until ${until}. Kicked Billy.`.replaceAll('(', '\\(').replaceAll(')', '\\)'),
  );
});

describe('the server info', () => {
  test('shows what a driver needs before joining', () => {
    expect(embedOf({ kind: 'info', info })).toMatchObject({
      title: 'Friday GT3',
      description: `**Running**, started <t:${Date.UTC(2026, 0, 1, 11, 30) / 1000}:R>`,
      color: 0x3ba55d,
      fields: [
        { name: 'Track', value: 'spa' },
        { name: 'Drivers', value: '2 of 24' },
        { name: 'Cars', value: 'ks\\_mclaren\\_650\\_gt3\nbmw\\_z4\\_gt3' },
        { name: 'Ports', value: 'UDP 9600 · TCP 9600 · HTTP 8081' },
      ],
      footer: { text: 'gt3 · acServer v1.15' },
    });
  });

  test('shows warnings, the last problem and missing UDP data', () => {
    const warnings = ['Everybody can read #race_control.'];
    expect(embedOf({ kind: 'info', info, warnings }).description).toContain('⚠️ Everybody can read #race\\_control.');
    const stopped = embedOf({ kind: 'info', info: { ...info, state: 'stopped', trouble: 'It ended with code 1.' } });
    expect(stopped).toMatchObject({ color: 0xed4245, description: '**Stopped**\nLast problem: It ended with code 1.' });
    expect(embedOf({ kind: 'info', info: { ...info, heard: false } }).description).toContain('No UDP data');
  });

  test.each([
    [{ laps: 12, minutes: 0 }, 'Race, 12 laps'],
    [{ laps: 0, minutes: 30, zeroAt: 1_800_000_000_000 }, 'Race, 30 min, ends <t:1800001800:R>'],
    [{ laps: 0, minutes: 30 }, 'Race, 30 min'],
    [{ laps: 0, minutes: 30, zeroAt: 1_800_000_000_000, isTimeUp: true as const }, 'Race, 30 min, time is up'],
  ])('shows the session with its length: %j', ({ isTimeUp, ...length }: Length, words) => {
    const facts = { index: 0, kind: 'race', name: 'Race', track: 'spa', layout: '', serverName: 'Friday GT3' } as const;
    const weather = { ambientC: 20, roadC: 25, weather: '3_clear' };
    const running = { ...info, session: { ...facts, ...weather, ...length }, isTimeUp };
    expect(embedOf({ kind: 'info', info: running }).fields).toContainEqual(
      expect.objectContaining({ name: 'Session', value: words }),
    );
  });
});

type Length = { laps: number; minutes: number; zeroAt?: number; isTimeUp?: true };

describe('the list of drivers', () => {
  test('is in narrow tables with aligned columns', () => {
    const drivers = [driver(), driver({ carId: 11, name: 'Bo', laps: 3, bestLapMs: undefined, loaded: false })];
    expect(embedOf({ kind: 'drivers', drivers, show: { guids: false, addresses: false } })).toEqual({
      title: '2 drivers on the server',
      description: [
        '```',
        'id  laps  best      name',
        '0   12    1:40.301  Ada Quick',
        '11  3     -         Bo (loading)',
        '```',
        '```',
        'id  car',
        '0   bmw_z4_gt3',
        '11  bmw_z4_gt3',
        '```',
      ].join('\n'),
    });
  });

  test('shows GUIDs and addresses only to those who may see them', () => {
    const to = (guids: boolean, addresses: boolean) =>
      embedOf({ kind: 'drivers', drivers: [driver()], show: { guids, addresses } }).description;
    expect(to(false, false)).not.toMatch(/76561198000000001|203\.0\.113\.7/);
    expect(to(true, false)).toContain('76561198000000001');
    expect(to(true, false)).not.toContain('203.0.113.7');
    expect(to(true, true)).toContain('203.0.113.7:51234');
  });

  test('says so if nobody is on the server', () => {
    expect(shown({ kind: 'drivers', drivers: [], show: everything })).toEqual({ content: 'Nobody is on the server.' });
  });
});

test('sessions are numbered, with the running one in bold and pending changes noted', () => {
  const sessions = [session({ kind: 'practice', name: 'Practice', minutes: 20, laps: 0 }), session({ active: true })];
  expect(embedOf({ kind: 'sessions', sessions }).description).toBe(
    '1\\. Practice: 20 min\n**2\\. Race: 12 laps** (running)',
  );
  const edited = [
    session({ active: true, minutes: 10, laps: 0, next: { minutes: 0, laps: 12 } }),
    session({ next: 'off' }),
  ];
  expect(embedOf({ kind: 'sessions', sessions: edited }).description).toBe(
    '**1\\. Race: 10 min** (running; 12 laps from the next start)\n2\\. Race: 12 laps (switched off from the next start)',
  );
  expect(shown({ kind: 'sessions', sessions: [] }).content).toBe('No sessions are configured.');
});

test('a start names the track and the version, a stop does not', () => {
  expect(embedOf({ kind: 'process', change: 'started', info })).toMatchObject({
    description: 'Friday GT3 started.\nspa',
    footer: { text: 'gt3 · acServer v1.15' },
  });
  const stopped = { ...info, state: 'stopped' as const };
  expect(embedOf({ kind: 'process', change: 'stopped', info: stopped }).description).toBe('Friday GT3 stopped.');
});

test('help shows how to type a command, and its role if it is not for everybody', () => {
  const commands = [
    { usage: 'server info', about: 'Show the state of the game server', role: 'driver' },
    { usage: 'kick <driver> [reason]', about: 'Throw a driver out', role: 'steward' },
  ] as const;
  expect(embedOf({ kind: 'help', commands }).description).toBe(
    '`/server info` Show the state of the game server\n`/kick <driver> [reason]` Throw a driver out (steward)',
  );
});

describe('the longest answers fit into a message', () => {
  const crowd = Array.from({ length: 255 }, (_, carId) =>
    driver({ carId, name: longest, model: longest, guid: longest }),
  );
  const huge = {
    ...info,
    name: longest,
    track: longest,
    layout: longest,
    trouble: longest,
    cars: crowd.map(() => longest),
  };
  const answers: Answer[] = [
    { kind: 'note', text: '*'.repeat(5000) },
    { kind: 'drivers', drivers: crowd, show: everything },
    { kind: 'info', info: { ...huge, state: 'stopped' } },
    { kind: 'process', change: 'started', info: huge },
    { kind: 'sessions', sessions: crowd.map(() => session({ name: longest, active: true })) },
    { kind: 'help', commands: crowd.map(() => ({ usage: longest, about: longest, role: 'admin' as const })) },
  ];

  test.each(answers.map((answer) => [answer.kind, answer] as const))('%s', (_, answer) => {
    const { content = '', embeds = [] } = shown(answer);
    expect(content.length).toBeLessThanOrEqual(2000);
    expect(embeds.reduce((sum, embed) => sum + lengthOf(embed), 0)).toBeLessThanOrEqual(6000);
    for (const { title = '', description = '', fields = [], footer } of embeds) {
      expect(title.length).toBeLessThanOrEqual(256);
      expect(description.length).toBeLessThanOrEqual(4096);
      expect(footer?.text.length ?? 0).toBeLessThanOrEqual(2048);
      for (const { name, value } of fields) {
        expect(name.length).toBeLessThanOrEqual(256);
        expect(value.length).toBeLessThanOrEqual(1024);
        expect(value).not.toBe('');
      }
    }
  });

  test('255 drivers are cut with a count of those left out', () => {
    expect(embedOf({ kind: 'drivers', drivers: crowd, show: everything }).description).toMatch(/… and \d+ more\n```$/);
  });
});

function lengthOf({ title = '', description = '', fields = [], footer }: APIEmbed): number {
  const texts = [title, description, footer?.text ?? '', ...fields.flatMap(({ name, value }) => [name, value])];
  return texts.join('').length;
}
