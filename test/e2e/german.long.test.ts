import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIEmbed } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventOf, EventType } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { byDiscord, type Director } from './director.ts';
import { answerOf, openRig, type Rig } from './rig.ts';

// A German league night. Ada Quick (car 4) and Bob Brake (car 2) touch in the race, Stig decides, Bob appeals from the
// car, and the result becomes final. Dora's Discord is German, Stig's Polish, which Pitwall does not speak.

const [ADA, BOB] = [4, 2] as const;
/** GUIDs in the simulated server, by car. */
const GUIDS = ['76561197900000001', '', '76561197900000003', '', '76561197900000005'];

let rig: Rig;
let director: Director;
const folder = mkdtempSync(join(tmpdir(), 'pitwall-german-'));
beforeAll(async () => {
  const roster = join(folder, 'roster.csv');
  writeFileSync(roster, `guid,name,number\n${GUIDS[ADA]},Jörg Müller,23\n${GUIDS[BOB]},Bob Brake,7\n`);
  const settings = { LANGUAGE: 'de', ROSTER_FILE: roster, FOLD_KMH: '0', NOTICES: 'join=race, lap=race, contact=race' };
  rig = await openRig({ speed: 10, race: 'driven', settings, locales: { Dora: 'de', Stig: 'pl' } });
  const cfg = join(rig.directory, 'cfg', 'server_cfg.ini');
  const written = readFileSync(cfg, 'utf8')
    .replace(/^TIME=3$/m, 'TIME=600')
    .replace(/^LAPS=6$/m, 'LAPS=500');
  writeFileSync(cfg, written.replace(/WAIT_TIME=\d+/, 'WAIT_TIME=0'));
  await rig.startPitwall();
  director = await byDiscord(rig);
});
afterAll(async () => {
  await rig.close();
  rmSync(folder, { recursive: true });
});

const events = <T extends EventType>(type: T) =>
  rig.events().filter((event): event is EventOf<T> => event.type === type);
const plain = (text: string): string => text.replaceAll('\\', '').replace(/\[([^\]]+)\]\(http[^)]*\)/g, '$1');
const asked = (person: string, name: string, options: Readonly<Record<string, string | number>> = {}) =>
  rig.discord.person(person).slash({ channel: rig.discord.channel('race-control'), path: name.split(' '), options });
const ask = async (...call: Parameters<typeof asked>): Promise<string> => plain(await answerOf(asked(...call)));

/** What a driver, or everybody, reads in the car; long lines come in parts. */
const readBy = (sent: string): string =>
  rig
    .serverLog()
    .flatMap((line) => line.split(`UDP_PLUGIN: ${sent} MESSAGE: `)[1] ?? [])
    .map((part) => part.replace(/^\(\d\/\d\) /, ''))
    .join(' ');
const readIn = (carId: number): string => readBy(`Send chat to car ${carId}`);
const readByAll = (): string => readBy('Broadcast chat');
const reads = (carId: number, text: string) =>
  eventually(`"${text}" in car ${carId}`, () => readIn(carId).includes(text));

/** Everything that Pitwall has posted in a channel by itself. Answers are in the language of the person who asked. */
const allOf = (channel: string): string =>
  rig.discord.world.posts
    .list(rig.discord.channel(channel))
    .filter(({ interaction_metadata: asked }) => asked === undefined)
    .flatMap(({ content, embeds }) => [content, ...embeds.flatMap(textsOf)])
    .join('\n');
const textsOf = ({ title = '', description = '', fields = [], footer }: APIEmbed): string[] => [
  title,
  description,
  ...fields.flatMap(({ name, value }) => [name, value]),
  footer?.text ?? '',
];
const PUBLIC = ['race-control', 'live-timing', 'documents', 'race-chat'] as const;
/** All text there that everybody can read. */
const publicWords = (): string => plain(PUBLIC.map(allOf).join('\n'));

/** Words that no German text has. */
const ENGLISH =
  /(?<!\p{L})(?:the|of|is|were|with|lap|laps|penalt\w+|warnings?|decision|appeal|driver|drivers|incident|provisional|final|leader|served|joined|left|best|contact|air|road|race control|running|finished|over)(?!\p{L})/iu;

describe('a German league night', () => {
  test('announces the event, the drivers and the board in German', async () => {
    await ask('Ada', 'event start', { name: 'Lauf 3' });
    await ask('Ada', 'server start');
    await eventually('everybody', () => events('driverLoaded').length >= 8);
    await director.say('next_session');
    await eventually('the race', () => events('sessionStarted').some(({ facts }) => facts.kind === 'race'));
    await eventually('the board', () => allOf('live-timing').includes('Runde'));
    expect(rig.said('race-control').map(plain)).toContain('🏁 **Lauf 3 beginnt**');
    expect(rig.said('race-control').map(plain).join('\n')).toContain('**Jörg Müller** ist da, Auto 4');
    await reads(ADA, 'Auf diesem Server entscheiden Stewards.');
  });

  test('tells the public and the driver about a penalty in German', async () => {
    for (const [index, car] of [ADA, ADA, ADA, BOB, BOB, 0].entries()) await rig.order(`lap ${car} ${90_301 + index}`);
    await eventually('the laps', () =>
      [ADA, BOB, 0].every((n) => events('lapCompleted').some((e) => e.driver.carId === n)),
    );
    await eventually('a lap', () => rig.said('race-control').some((line) => line.includes('Runde 1 · 1:30,301')));
    await rig.order(`collide ${ADA} ${BOB}`);
    await eventually('the incident', () => events('incidentOpened').length > 0);
    const order = { drivers: GUIDS[ADA] ?? '', outcome: 'drive-through', laps: 2, reason: 'zu spät gebremst' };
    // Officials read English.
    expect(await ask('Stig', 'incident decide', { number: 'INC-1', ...order })).toContain('drive-through');
    await reads(ADA, 'P-1: Drive-Through, innerhalb von 2 Runden absolvieren (INC-1, Kontakt mit Bob Brake');
    await reads(ADA, 'Fahr ohne Halt durch die Boxengasse.');
    expect(readIn(ADA)).toContain('zu spaet gebremst');
    await eventually('to all', () => readByAll().includes('Rennleitung: Drive-Through fuer Joerg Mueller.'));
    expect(plain(allOf('stewards'))).toContain('drive-through');
  });

  test('handles an appeal in German and answers everybody in their own language', async () => {
    await rig.order(`say ${BOB} !appeal P-1 zu wenig`);
    await reads(BOB, 'Einspruch eingegangen: P-1 (INC-1).');
    await rig.order(`say ${BOB} !me`);
    await reads(BOB, 'Dein Einspruch gegen P-1 liegt bei den Stewards.');
    expect(await ask('Dora', 'server info')).toContain('Läuft');
    expect(await ask('Dora', 'whoami')).toContain('Du bist Dora, Rolle Fahrer (durch deine Discord-Rollen).');
    expect(await ask('Stig', 'whoami')).toContain('You are Stig, role steward (from your Discord roles).');
    expect(await ask('Ada', 'server info')).toContain('Running');
    // Refusals are in English for everybody.
    expect(await ask('Dora', 'kick', { driver: 'Bob Brake', reason: 'x' })).toMatch(/is for stewards/);
    await ask('Ada', 'incident answer', { decision: 'P-1', answer: 'upheld', reason: 'war so' });
    const said = () => rig.said('race-control').map(plain);
    const line = await eventually('the answer', () => said().find((each) => each.startsWith('⚖️')));
    expect(line).toMatch(/^⚖️ Einspruch von \*\*Bob Brake\*\* gegen P-1 .*: Entscheidung bestätigt · war so$/);
  });

  test('ends with German documents and results, with no English left in public', async () => {
    await ask('Stig', 'penalty served', { number: 'P-1', reason: 'gesehen' });
    await ask('Stig', 'incident decide', { number: 'INC-1', outcome: 'no-further-action', reason: 'Rennsituation' });
    await rig.order('finish');
    await eventually('the end', () =>
      events('sessionEnded').some(({ resultsFile = '' }) => resultsFile.includes('RACE')),
    );
    await eventually('the document', () => allOf('documents').includes('Dok. 1 · Lauf 3'));
    expect(plain(allOf('documents'))).toContain('Entscheidung\nDrive-Through innerhalb von 2 Runden (P-1)');
    await eventually('the result', () => allOf('race-control').includes('vorläufiges Ergebnis'));
    await director.say('results finalise', { session: 'S-2' });
    await eventually('the final result', () => allOf('race-control').includes('offizielles Ergebnis'));
    expect(allOf('race-control')).toMatch(/ Runden · \+1 Runde · beste [\d:]+,\d{3}\n/);
    await eventually('everything is sent', () => rig.unsent() === 0);
    const lines = publicWords().split('\n');
    expect(lines.filter((line) => ENGLISH.test(line))).toEqual([]);
    for (const read of [readIn(ADA), readIn(BOB), readByAll()])
      expect(read).not.toMatch(/\b(?:the|penalty|laps?|of)\b/);
  });
});
