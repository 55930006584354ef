import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { answerOf, openRig, type Pitwall, type Rig } from './rig.ts';

/** The simulated server's Mara Quint, and one of its two Sam Porters. */
const MARA = '76561197900000001';
const SAM = '76561197900000006';

let rig: Rig;
let pitwall: Pitwall;
const folder = mkdtempSync(join(tmpdir(), 'pitwall-roster-'));
const file = join(folder, 'season.csv');
beforeAll(async () => {
  writeFileSync(file, `guid;name;number;team\n${MARA};M. Quint-Jones;23;Kestrel\n123;Nobody;;\n`);
  rig = await openRig({ speed: 25, race: 'driven', settings: { ROSTER_FILE: file } });
  pitwall = await rig.startPitwall();
});
afterAll(async () => {
  await rig.close();
  rmSync(folder, { recursive: true });
});

const slash = (person: string, name: string, options: Readonly<Record<string, string | number>> = {}) =>
  rig.discord.person(person).slash({ channel: rig.discord.channel('race-control'), path: name.split(' '), options });
const said = () => rig.said('race-control').join('\n').replaceAll('\\', '');

describe('a roster', () => {
  test('is read at the start, and wrong rows are logged', () => {
    expect(pitwall.log()).toMatch(/season\.csv, line 3: a GUID has 17 digits, not .*123.*; this row is left out\./);
  });

  test('names drivers on Discord, and its names work in commands', async () => {
    await answerOf(slash('Ada', 'server start'));
    await eventually('the start', () => rig.events().some(({ type }) => type === 'serverStarted'));
    await rig.order('calm');
    await eventually('everybody', () => rig.events().filter(({ type }) => type === 'driverLoaded').length >= 8);
    const answer = await answerOf(slash('Stig', 'penalty give', { driver: 'M. Quint-Jones', type: 'time', amount: 5 }));
    expect(answer).toContain('M. Quint-Jones');
    await eventually('the notice', () => /P-1.*M\. Quint-Jones/.test(said()));
    expect(await answerOf(slash('Dora', 'server drivers'))).toMatch(/M\. Quint-Jones[\s\S]*Otto Falk/);
    expect(await answerOf(slash('Dora', 'server drivers'))).not.toContain('Mara Quint');
    const [given] = rig.events().filter(({ type }) => type === 'penaltyGiven');
    expect(given).toMatchObject({ penalty: { driver: { guid: MARA, name: 'Mara Quint' } } });
  });

  test('names drivers in the messages to the cars', async () => {
    await answerOf(slash('Stig', 'penalty give', { driver: MARA, type: 'drive-through' }));
    const announced = 'Race control: drive-through for M. Quint-Jones.';
    await eventually('the line in the cars', () => rig.serverLog().join('\n').includes(announced));
  });

  test('is reloaded by command, reporting each wrong row', async () => {
    expect(() => slash('Stig', 'roster reload')).toThrow('"/roster" is hidden from Stig');
    writeFileSync(file, `guid,name\n${SAM},Samuel Porter\n${SAM},Twice\n`);
    const answer = await answerOf(slash('Ada', 'roster reload'));
    expect(answer).toContain('season.csv: 1 driver.');
    expect(answer).toContain(`season.csv, line 3: the GUID ${SAM} stands above already; this row is left out.`);
    const drivers = await answerOf(slash('Dora', 'server drivers'));
    expect(drivers).toContain('Samuel Porter');
    expect(drivers).toContain('Mara Quint');
    rmSync(file);
    expect((await answerOf(slash('Ada', 'roster reload'))).replaceAll('\\', '')).toMatch(
      /ROSTER_FILE .* cannot be read/,
    );
    expect(await answerOf(slash('Dora', 'server drivers'))).toContain('Samuel Porter');
  });
});
