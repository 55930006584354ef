import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventOf, EventType } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { byDiscord, type Director } from './director.ts';
import { answerOf, openRig, type Pitwall, type Rig } from './rig.ts';

// Ada Quick (car 4) and Bob Brake (car 2) touch in the race. Stig decides, Bob appeals from the car, and Pitwall is
// killed before anybody answers.

const [ADA, BOB] = [4, 2] as const;
/** GUIDs in the simulated server, by car. */
const GUIDS = ['76561197900000001', '', '76561197900000003', '', '76561197900000005'];

let rig: Rig;
let pitwall: Pitwall;
let director: Director;
const folder = mkdtempSync(join(tmpdir(), 'pitwall-appeals-'));
beforeAll(async () => {
  const roster = join(folder, 'roster.csv');
  writeFileSync(roster, `guid,name,number\n${GUIDS[ADA]},Ada Quick,23\n${GUIDS[BOB]},Bob Brake,7\n`);
  rig = await openRig({ speed: 10, race: 'driven', settings: { ROSTER_FILE: roster, FOLD_KMH: '0' } });
  const cfg = join(rig.directory, 'cfg', 'server_cfg.ini');
  const written = readFileSync(cfg, 'utf8')
    .replace(/^TIME=3$/m, 'TIME=600')
    .replace(/^LAPS=6$/m, 'LAPS=500');
  writeFileSync(cfg, written.replace(/WAIT_TIME=\d+/, 'WAIT_TIME=0'));
  pitwall = await rig.startPitwall();
  director = await byDiscord(rig);
});
afterAll(async () => {
  await rig.close();
  rmSync(folder, { recursive: true });
});

const events = <T extends EventType>(type: T) =>
  rig.events().filter((event): event is EventOf<T> => event.type === type);
/** Replaces links to cards by their names. */
const plain = (text: string): string => text.replaceAll('\\', '').replace(/\[([^\]]+)\]\(http[^)]*\)/g, '$1');

async function ask(person: string, name: string, options: Readonly<Record<string, string | number>> = {}) {
  const asked = rig.discord
    .person(person)
    .slash({ channel: rig.discord.channel('race-control'), path: name.split(' '), options });
  return plain(await answerOf(asked));
}

/** What a driver reads in the car since this start of the game server; long lines come in parts. */
const readIn = (carId: number): string =>
  rig
    .serverLog()
    .flatMap((line) => line.split(`UDP_PLUGIN: Send chat to car ${carId} MESSAGE: `)[1] ?? [])
    .map((part) => part.replace(/^\(\d\/\d\) /, ''))
    .join(' ');
const reads = (carId: number, text: string) =>
  eventually(`"${text}" in car ${carId}`, () => readIn(carId).includes(text));

const documents = () =>
  rig.discord.world.posts.list(rig.discord.channel('documents')).map(({ embeds: [embed] }) => embed);
const doc = (number: number) =>
  eventually(`Doc ${number}`, () => documents().find((embed) => embed?.title?.includes(`Doc ${number} `)));
const fieldsOf = async (number: number): Promise<Record<string, string>> =>
  Object.fromEntries(((await doc(number)).fields ?? []).map(({ name, value }) => [name, plain(value)]));
const result = () => events('classified').at(-1)?.classification;
const rowOf = (carId: number) => result()?.rows.find((row) => row.carId === carId);

describe('an appeal from the car', () => {
  test('is refused before anything has been decided', async () => {
    await ask('Ada', 'event start', { name: 'Round 3' });
    await ask('Ada', 'server start');
    await eventually('everybody', () => events('driverLoaded').length >= 8);
    await director.say('next_session');
    await eventually('the race', () => events('sessionStarted').some(({ facts }) => facts.kind === 'race'));
    await rig.order(`say ${BOB} !appeal he pushed me off`);
    await reads(BOB, 'There is no decision you can appeal.');
  });

  test('is accepted while the decision stands; the accused driver is not told during the race', async () => {
    for (const [index, car] of [ADA, ADA, ADA, BOB, BOB, 0].entries()) await rig.order(`lap ${car} ${90_000 + index}`);
    await eventually('the laps', () =>
      [ADA, BOB, 0].every((n) => events('lapCompleted').some((e) => e.driver.carId === n)),
    );
    await rig.order(`collide ${ADA} ${BOB}`);
    await eventually('the incident', () => events('incidentOpened').length > 0);
    const order = { drivers: GUIDS[ADA] ?? '', outcome: 'time', amount: 5, reason: 'late braking' };
    expect(await ask('Stig', 'incident decide', { number: 'INC-1', ...order })).toContain(
      '5-second time penalty for **Ada Quick**',
    );
    expect(await ask('Stig', 'results finalise', { session: 'S-2' })).toContain('S-2 (Race) is not over');
    await rig.order(`say ${BOB} !appeal P-1 he pushed me off`);
    await reads(BOB, 'Appeal received: P-1 (INC-1).');
    expect(readIn(ADA)).not.toContain('has appealed');
  });

  test('survives a kill: the accused hears of it after the flag, and finalising lists it', async () => {
    await pitwall.kill();
    pitwall = await rig.startPitwall();
    await rig.order('finish');
    await eventually('the end', () =>
      events('sessionEnded').some(({ resultsFile = '' }) => resultsFile.includes('RACE')),
    );
    await reads(ADA, 'Bob Brake has appealed against P-1');
    expect(await fieldsOf(1)).toMatchObject({ Driver: '#23 Ada Quick', Decision: '5-second time penalty (P-1)' });
    await eventually('the result', () => rowOf(ADA)?.penaltyMs === 5000);
    await ask('Stig', 'penalty give', {
      driver: GUIDS[0] ?? '',
      type: 'time',
      amount: 3,
      session: 'S-2',
      reason: 'cut',
    });
    const question = await ask('Stig', 'results finalise', { session: 'S-2' });
    expect(question).toContain('Finalise the result of Race (S-2)?');
    // On a busy machine the race goes on for longer, and the two may meet again in it.
    expect(question).toMatch(/ INC-1( is|, .*are) undecided\./);
    expect(question).toContain('P-1 (INC-1, by Bob Brake) is under appeal.');
  });

  test('updates result, document and public line when the decision is changed', async () => {
    const answer = { decision: 'P-1', answer: 'changed', outcome: 'time', amount: 20, reason: 'on purpose' };
    expect(await ask('Ada', 'incident answer', answer)).toMatch(/^INC-1: 20-second time penalty for \*\*Ada Quick\*\*/);
    await eventually('the result', () => rowOf(ADA)?.penaltyMs === 20_000);
    expect(plain((await doc(3)).description ?? '')).toBe('Replaces Doc 1.\nAfter an appeal by Bob Brake.');
    expect(await fieldsOf(3)).toMatchObject({
      Decision: expect.stringMatching(/^20-second time penalty \(P-\d+\)$/),
      Reason: 'on purpose',
    });
    await reads(BOB, 'changed to 20-second time penalty');
    const said = () => rig.said('race-control').map(plain);
    expect(await eventually('the public line', () => said().find((line) => line.startsWith('⚖️')))).toMatch(
      /^⚖️ Appeal by \*\*Bob Brake\*\* against P-1 .* changed to 20-second time penalty/,
    );
  });

  test('is documented when upheld, and is closed once the result is final', async () => {
    const number = Number(/P-(\d+)/.exec((await fieldsOf(3)).Decision ?? '')?.[1]);
    await rig.order(`say ${ADA} !appeal P-${number} he braked early`);
    await reads(ADA, `Appeal received: P-${number}`);
    // Stig has decided recently, so Ada must not rule on an appeal against her own decision.
    expect(await ask('Ada', 'incident answer', { decision: `P-${number}`, answer: 'upheld', reason: 'no' })).toContain(
      'another steward has to rule on the appeal',
    );
    await ask('Stig', 'incident answer', { decision: `P-${number}`, answer: 'upheld', reason: 'he did not' });
    expect(await fieldsOf(4)).toMatchObject({
      Fact: `Appeal by Ada Quick against P-${number} (20-second time penalty for Ada Quick), Doc 3`,
      Decision: 'Decision upheld',
      Reason: 'he did not',
    });
    await reads(ADA, 'decision upheld');
    for (const { incident } of events('incidentOpened')) {
      await ask('Stig', 'incident decide', { number: `INC-${incident.number}`, outcome: 'no-further-action' });
    }
    const question = await ask('Stig', 'results finalise', { session: 'S-2' });
    expect(question.split('\n')[0]).toMatch(
      /^Finalise the result of Race \(S-2\)\? No penalty can change it after that\. Drivers can still appeal for \d+ min, until <t:\d+:t>; once it is final, they cannot\.$/,
    );
    await rig.order(`say ${BOB} !appeal P-${number} too little`);
    await reads(BOB, `Appeal received: P-${number}`);
    expect(await director.say('results finalise', { session: 'S-2' })).toContain('final');
    expect(
      await ask('Ada', 'incident answer', { decision: `P-${number}`, answer: 'upheld', reason: 'late' }),
    ).toContain('is part of a final result; nothing was changed');
    expect(rowOf(ADA)).toMatchObject({ penaltyMs: 20_000 });
    expect(result()?.final?.by).toBe('Ada');
  });
});
