import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Handle } from '../../sandbox/discord/handle.ts';
import type { EventOf, EventType } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { byDiscord, type Director } from './director.ts';
import { answerOf, openRig, type Pitwall, type Rig } from './rig.ts';

/** At 25, laps are missed on a busy machine, because the positions of the cars come faster, too. */
const SPEED = 10;
/** The cars in finishing order. */
const ORDER = [4, 2, 0] as const;
const [WINNER, SECOND, THIRD] = ORDER;
/** GUIDs in the simulated server, by car. */
const GUIDS = ['76561197900000001', '', '76561197900000003', '', '76561197900000005'];

let rig: Rig;
let pitwall: Pitwall;
let director: Director;
const folder = mkdtempSync(join(tmpdir(), 'pitwall-season-'));
beforeAll(async () => {
  const roster = join(folder, 'roster.csv');
  writeFileSync(
    roster,
    `guid,name,number,team\n${GUIDS[WINNER]},Ada Quick,23,Kestrel\n${GUIDS[SECOND]},Bob Brake,7,\n`,
  );
  rig = await openRig({ speed: SPEED, race: 'driven', settings: { ROSTER_FILE: roster } });
  const cfg = join(rig.directory, 'cfg', 'server_cfg.ini');
  writeFileSync(
    cfg,
    readFileSync(cfg, 'utf8')
      .replace(/^TIME=3$/m, 'TIME=600')
      .replace(/^LAPS=6$/m, 'LAPS=500')
      .replace(/WAIT_TIME=\d+/, 'WAIT_TIME=0'),
  );
  pitwall = await rig.startPitwall();
  director = await byDiscord(rig);
});
afterAll(async () => {
  await rig.close();
  rmSync(folder, { recursive: true });
});

const events = <T extends EventType>(type: T) =>
  rig.events().filter((event): event is EventOf<T> => event.type === type);
const plain = (text: string): string => text.replaceAll('\\', '');

const slash = (person: string, name: string, options: Readonly<Record<string, string | number>> = {}): Handle =>
  rig.discord.person(person).slash({ channel: rig.discord.channel('race-control'), path: name.split(' '), options });
const ask = async (person: string, name: string, options?: Readonly<Record<string, string | number>>) =>
  plain(await answerOf(slash(person, name, options)));

interface Pressable {
  readonly label?: string;
  readonly custom_id?: string;
}

/** Presses the button with this label below a question. */
async function answered(asked: Handle, person: string, label: string): Promise<string> {
  await asked.done();
  const rows = (asked.reply()?.components ?? []) as readonly { readonly components: readonly Pressable[] }[];
  const button = rows.flatMap(({ components }) => components).find((each) => each.label === label);
  const message = asked.reply()?.id ?? expect.unreachable(`no ${label}: ${await answerOf(asked)}`);
  await rig.discord
    .person(person)
    .click({ message, customId: button?.custom_id ?? '' })
    .done();
  await eventually('the answer', () => rig.unanswered() === 0);
  return plain(await answerOf(asked));
}

const saidOf = (penalty: string): string[] =>
  rig
    .said('race-control')
    .filter((line) => line.includes(`**${penalty}**`) && !line.startsWith('<@'))
    .map(plain);

const documents = () =>
  rig.discord.world.posts.list(rig.discord.channel('documents')).map(({ embeds: [embed] }) => embed);
const titles = (): string[] => documents().map((embed) => plain(embed?.title ?? ''));
const doc = (number: number) => documents().find((embed) => embed?.title?.includes(`Doc ${number} `));
const field = (number: number, name: string): string =>
  plain(doc(number)?.fields?.find((each) => each.name === name)?.value ?? '');
const result = () =>
  events('classified')
    .filter(({ classification }) => classification.id === 2)
    .at(-1)?.classification;

/** The files attached to an answer. */
const filesOf = (asked: Handle): string[] => (asked.reply()?.attachments ?? []).map(({ filename }) => filename);
const amended = (ending: string): string => {
  const path = join(rig.directory, 'results', 'amended');
  const [name = ''] = readdirSync(path).filter((each) => each.endsWith(ending));
  return readFileSync(join(path, name), 'utf8');
};

describe('a race night with decisions', () => {
  test('has nothing to export or finalise before anybody has driven', async () => {
    await ask('Ada', 'event start', { name: 'Round 3', series: 'GT3 Cup' });
    expect(await ask('Ada', 'server start')).toMatch(/started/);
    await eventually('everybody', () => events('driverLoaded').length >= 8);
    expect(await ask('Stig', 'results export')).toContain('No session of sprint has ended yet.');
    await director.say('next_session');
    await eventually('the race', () => events('sessionStarted').some(({ facts }) => facts.kind === 'race'));
    expect(await ask('Stig', 'results export', { session: 'S-1' })).toContain(
      'S-1 (Qualify) has no result: nobody drove a lap in it.',
    );
    expect(await ask('Stig', 'results export', { session: 'S-2' })).toContain(
      'S-2 (Race) is not over, so it has no result yet.',
    );
    expect(await ask('Stig', 'results finalise', { session: 'S-2' })).toContain(
      'S-2 (Race) is not over, so it has no result yet.',
    );
  });

  test('posts a decision during the race as one public line, without a document', async () => {
    // Each car is four laps ahead of the next, so a lap driven of a car's own accord does not matter.
    const laps = ORDER.flatMap((car, place) => Array.from({ length: 4 * (ORDER.length - place) }, () => car));
    for (const [index, car] of laps.entries()) await rig.order(`lap ${car} ${90_000 + index}`);
    const driven = () => new Set(events('lapCompleted').map(({ driver }) => driver.carId));
    await eventually('the laps', () => ORDER.every((car) => driven().has(car)));
    await ask('Stig', 'penalty give', { driver: 'Ada Quick', type: 'time', amount: 5, reason: 'jumped the start' });
    await ask('Stig', 'penalty give', { driver: GUIDS[THIRD] ?? '', type: 'drive-through' });
    await rig.order(`collide ${SECOND} ${THIRD}`);
    await eventually('the incident', () => events('incidentOpened').length > 0);
    await eventually('everything is sent', () => rig.unsent() === 0);
    expect(saidOf('P-1')).toEqual([
      '🚦 **P-1**: 5-second time penalty for **Ada Quick** · jumped the start · appeal until 30 min after the flag',
    ]);
    expect(documents()).toEqual([]);
  });

  test('posts documents and the provisional classification after the flag', async () => {
    await rig.order('finish');
    await eventually('the end', () =>
      events('sessionEnded').some(({ resultsFile = '' }) => resultsFile.includes('RACE')),
    );
    await eventually('the documents', () => titles().length === 2);
    expect(titles()).toEqual(['Doc 1 · Round 3', 'Doc 2 · Round 3']);
    expect([field(1, 'Driver'), field(1, 'Session'), field(1, 'Decision'), field(1, 'Reason')]).toEqual([
      '#23 Ada Quick, Kestrel',
      'Race (S-2)',
      '5-second time penalty (P-1)',
      'jumped the start',
    ]);
    expect(field(2, 'Decision')).toMatch(/^20-second time penalty \(P-\d+\): drive-through P-2 not served$/);
    expect(saidOf('P-1')).toHaveLength(1);
    const table = await eventually('the result', () =>
      rig.discord.world.posts
        .list(rig.discord.channel('race-control'))
        .flatMap(({ embeds }) => embeds)
        .find(({ title = '' }) => title.startsWith('Race: provisional classification')),
    );
    const [first = ''] = plain(table.description ?? '').split('\n');
    expect(first).toMatch(/^1\. \*\*Ada Quick\*\* · #23 · Mazda MX5 Cup · \d+ laps · [\d:.]+ · best [\d:.]+ · \+5 s/);
    expect(plain(table.description ?? '')).toMatch(/^2\. \*\*Bob Brake\*\* · #7 · .* · \+/m);
    expect(plain(table.fields?.[0]?.value ?? '')).toContain('Ada Quick · P-1 +5 s: jumped the start');
  });

  test('lists open points when asked to finalise, and does nothing on a no', async () => {
    const asked = slash('Stig', 'results finalise');
    await asked.done();
    const question = plain(await answerOf(asked));
    expect(question).toContain('Finalise the result of Race (S-2)?');
    // A link if it has its own card: an incident in the first lap shares one.
    expect(question).toMatch(/(?:\[INC-1\]\(https:[^)]+\)|INC-1) is undecided\./);
    expect(question).toMatch(/P-2, a drive-through, was never marked as served and counts as a time penalty of 20 s\./);
    await answered(asked, 'Stig', 'No');
    expect(result()?.final).toBeUndefined();
  });

  test('lists decisions without a penalty in one post', async () => {
    await ask('Stig', 'incident decide', { number: 'INC-1', outcome: 'no-further-action' });
    await eventually('the list', () => titles().some((title) => title === 'Race (S-2): decisions without a penalty'));
    const list = documents().find((embed) => embed?.title?.includes('without'));
    expect(plain(list?.description ?? '')).toMatch(/^\*\*INC-1\*\* · lap \d+ · .*: no further action$/);
  });

  test('becomes final, and then refuses new decisions', async () => {
    expect(await answered(slash('Stig', 'results finalise'), 'Stig', 'Yes')).toContain('Race: final classification');
    expect(result()?.final?.by).toBe('Stig');
    const late = slash('Stig', 'penalty give', { driver: 'Bob Brake', type: 'time', amount: 5, session: 'S-2' });
    expect(plain(await answerOf(late))).toMatch(/is final/);
    expect(
      await ask('Stig', 'incident replace', { decision: 'P-1', outcome: 'time', amount: 10, reason: 'late' }),
    ).toMatch(/final/);
  });

  test('attaches the export and writes it next to the results of the server', async () => {
    const asked = slash('Stig', 'results export', { session: 'S-2' });
    expect(plain(await answerOf(asked))).toContain('Race (S-2), also in results/amended');
    expect(filesOf(asked).map((name) => name.replace(/^.*_RACE/, ''))).toEqual([
      '.amended.json',
      '.simresults.json',
      '.csv',
    ]);
    const [, first] = amended('.csv').split('\r\n');
    expect(first).toMatch(
      new RegExp(`^1,${GUIDS[WINNER]},Ada Quick,23,Kestrel,\\w+,[^,]+,\\d+,[\\d.]+,P-1 \\+5 s,25$`),
    );
  });

  test('is reopened by an admin with a reason, as version 2 open to decisions', async () => {
    const why = { session: 'S-2', reason: 'the video shows another car' };
    expect(await ask('Stig', 'results reopen', why)).toContain('is for admins');
    expect(await ask('Ada', 'results reopen', why)).toContain('version 2');
    const replaced = { decision: 'P-1', outcome: 'disqualification', reason: 'it was on purpose' };
    await ask('Stig', 'incident replace', replaced);
    await eventually('the other document', () => doc(3) !== undefined && titles().includes('~~Doc 1 · Round 3~~'));
    expect(plain(doc(3)?.description ?? '')).toBe('Replaces Doc 1.');
    expect([field(3, 'Driver'), field(3, 'Reason')]).toEqual(['#23 Ada Quick, Kestrel', 'it was on purpose']);
    expect(doc(1)?.description).toBe('**Superseded by Doc 3.**');
    await eventually('the result', () => result()?.rows.some(({ status }) => status === 'DSQ'));
    expect(result()).toMatchObject({ version: 2, reopened: { by: 'Ada', reason: why.reason } });
  });

  test('posts nothing twice after a kill and continues the numbers', async () => {
    const before = titles();
    await pitwall.kill();
    pitwall = await rig.startPitwall();
    await ask('Stig', 'penalty give', { driver: 'Bob Brake', type: 'time', amount: 3, session: 'S-2', reason: 'cut' });
    await eventually('the next document', () => doc(4) !== undefined);
    await eventually('everything is sent', () => rig.unsent() === 0);
    expect(titles()).toEqual([...before, 'Doc 4 · Round 3']);
  });

  test('is exported again, and the disqualified winner starts at the back', async () => {
    expect(await answered(slash('Stig', 'results finalise', { session: 'S-2' }), 'Stig', 'Yes')).toContain('final');
    expect(result()).toMatchObject({ version: 2, final: { by: 'Stig' } });
    await ask('Stig', 'results export', { session: 'S-2' });
    const csv = amended('.csv').trimEnd().split('\r\n');
    expect(csv.find((line) => line.includes(GUIDS[WINNER] ?? '-'))).toMatch(/^DSQ,.*disqualified,0$/);
    expect(JSON.parse(amended('.simresults.json')).Result.at(-1).TotalTime).toBe(0);
    const grid = await ask('Stig', 'grid finish');
    expect(grid).toMatch(/Disqualified, so at the back: /);
  });
});
