import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newestRace } from '../../../src/acserver/results/names.ts';
import { ADA, BOB, penaltyRig } from '../penalties/rig.ts';

const FILE = '2019_2_15_21_16_RACE.json';
const FIXTURE = new URL(`../../fixtures/results/${FILE}`, import.meta.url);
const FABIOM = { carId: 1, guid: '76561197910078002', name: 'Fabiom Irjaf' };
const steward = { by: 'The steward', reason: 'contact' };

/** A race that Ada and Bob have driven; the results file is that of the fixture. */
async function finished(withFile = true) {
  const server = mkdtempSync(join(tmpdir(), 'pitwall-results-'));
  onTestFinished(() => rmSync(server, { recursive: true }));
  mkdirSync(join(server, 'results'));
  copyFileSync(FIXTURE, join(server, 'results', FILE));
  const rig = penaltyRig(undefined, undefined, undefined, server);
  rig.session('race');
  for (const driver of [FABIOM, BOB, ADA]) rig.join(driver.guid === BOB.guid ? { ...BOB, carId: 2 } : driver);
  for (const lapMs of [90_000, 91_000]) rig.lap(FABIOM, lapMs);
  for (const lapMs of [92_000, 93_000]) rig.lap({ carId: 0 }, lapMs);
  rig.end(withFile ? `results/${FILE}` : '');
  await rig.settled();
  return { rig, server, amended: join(server, 'results', 'amended', '2019_2_15_21_16_RACE.amended.json') };
}

describe('the result of a race', () => {
  it('comes from the results file, with an amended copy only after a penalty', async () => {
    const { rig, server, amended } = await finished();
    expect(rig.told('classified')).toMatchObject([{ classification: { source: 'results file', amendments: [] } }]);
    expect(existsSync(amended)).toBe(false);
    await rig.actions.give(FABIOM, { type: 'time', amount: 100 }, steward);
    await rig.settled();
    expect(rig.told('classified').at(-1)?.classification).toMatchObject({
      rows: [
        { name: 'Brunok Arinb', position: 1, before: 2 },
        { name: 'Fabiom Irjaf', position: 2, before: 1 },
        {},
        {},
        {},
        {},
        {},
        {},
        {},
      ],
      amendments: [{ penalty: 'P-1', from: 1, to: 2 }],
      file: 'results/amended/2019_2_15_21_16_RACE.amended.json',
    });
    expect(JSON.parse(readFileSync(amended, 'utf8')).Amendments).toHaveLength(1);
    expect(readFileSync(join(server, 'results', FILE))).toEqual(readFileSync(FIXTURE));
    expect((await newestRace(join(server, 'results')))?.name).toBe(FILE);
    expect(readdirSync(join(server, 'results', 'amended')).filter((name) => name.endsWith('RACE.json'))).toEqual([]);
  });

  it("has each driver's car even without a results file", async () => {
    const { rig } = await finished(false);
    expect((await rig.results.show()).rows).toMatchObject([
      { name: 'Fabiom Irjaf', car: 'abarth500' },
      { name: 'Ada Quick', car: 'abarth500' },
      { name: 'Bob Brake', car: 'abarth500', status: 'DNS' },
    ]);
    rig.leave(ADA);
    // A lap that is learned late is stored with what was known before.
    rig.feed.notice({ type: 'lapCompleted', driver: ADA, lapMs: 90_000, cuts: 0, lap: 3, board: [] });
    await rig.settled();
    rig.resume();
    await rig.settled();
    expect((await rig.results.show()).rows).toMatchObject([{ name: 'Ada Quick', laps: 3, car: 'abarth500' }, {}, {}]);
  });

  it("is exported as three files, without changing the game server's own", async () => {
    const { rig, server } = await finished();
    await rig.actions.give(FABIOM, { type: 'time', amount: 100 }, steward);
    await rig.settled();
    const base = '2019_2_15_21_16_RACE';
    const names = ['amended.json', 'simresults.json', 'csv'].map((ending) => `${base}.${ending}`);
    const { of, files, folder } = await rig.results.export();
    expect({ of, folder, names: files.map(({ name }) => name) }).toEqual({
      of: 'race (S-1)',
      folder: 'results/amended',
      names,
    });
    expect(readdirSync(join(server, 'results', 'amended')).toSorted()).toEqual(names.toSorted());
    for (const { name, content } of files) {
      expect(readFileSync(join(server, 'results', 'amended', name), 'utf8')).toBe(content);
    }
    expect(files[2]?.content?.split('\r\n')[1]).toMatch(/^1,76561197910076989,Brunok Arinb,/);
    expect(readFileSync(join(server, 'results', FILE))).toEqual(readFileSync(FIXTURE));
  });

  it('is exported from our own laps, under its session number, if there is no file', async () => {
    const { rig } = await finished(false);
    const { files } = await rig.results.export(1);
    expect(files.map(({ name }) => name)).toEqual([
      'S-1_RACE.amended.json',
      'S-1_RACE.simresults.json',
      'S-1_RACE.csv',
    ]);
    expect(files[2]?.content).toContain(',Ada Quick,');
  });

  it('is not exported for a session that is running or has no laps', async () => {
    const { rig } = await finished();
    rig.session('race', 1);
    await expect(rig.results.export(2)).rejects.toThrow('S-2 (race) is not over, so it has no result yet.');
    rig.end('');
    await rig.settled();
    await expect(rig.results.export(2)).rejects.toThrow('S-2 (race) has no result: nobody drove a lap in it.');
  });

  it('is restored when a penalty is withdrawn, also in the amended copy', async () => {
    const { rig, amended } = await finished();
    await rig.actions.give(FABIOM, { type: 'disqualification' }, steward);
    await rig.settled();
    rig.actions.clear(1, steward);
    await rig.settled();
    expect(rig.told('classified').at(-1)?.classification).toMatchObject({
      rows: [{ position: 1 }, {}, {}, {}, {}, {}, {}, {}, {}],
      amendments: [],
    });
    const rows = JSON.parse(readFileSync(amended, 'utf8')).Result;
    expect(rows).toEqual(JSON.parse(readFileSync(FIXTURE, 'utf8')).Result);
  });

  it('comes from our own laps if there is no file', async () => {
    const { rig, amended } = await finished(false);
    await rig.actions.give(FABIOM, { type: 'time', amount: 5 }, steward);
    await rig.settled();
    expect(rig.told('classified').at(-1)?.classification).toMatchObject({
      source: 'own laps',
      rows: [
        { name: 'Ada Quick', position: 1, before: 2, timeMs: 185_000 },
        { name: 'Fabiom Irjaf', position: 2, before: 1, timeMs: 186_000, penaltyMs: 5000 },
        { name: 'Bob Brake', laps: 0 },
      ],
    });
    expect(existsSync(amended)).toBe(false);
  });

  it('warns, before it is finalised, of each drive-through not marked as served', async () => {
    const { rig } = await finished();
    const question = 'Finalise the result of race (S-1)? No penalty can change it after that.';
    expect(rig.results.openIssues()).toBe(question);
    rig.session('race');
    rig.join(ADA);
    await rig.actions.give(ADA, { type: 'drive-through' }, steward);
    await rig.actions.give(ADA, { type: 'drive-through' }, steward);
    rig.actions.notServed(1, steward);
    rig.lap(ADA);
    rig.end('');
    await rig.settled();
    expect(rig.results.openIssues()).toBe(
      'Finalise the result of race (S-2)? No penalty can change it after that. P-2, a drive-through, was never marked as served and counts as a time penalty of 20 s.',
    );
    rig.actions.served(2, steward);
    expect(rig.results.openIssues()).toBe(question.replace('S-1', 'S-2'));
    await expect(rig.results.show(99)).rejects.toThrow(
      /^There is no session S-99\. The latest here: S-2 race · \w{3} \d\d:\d\d · spa, S-1 race · \w{3} \d\d:\d\d · spa\.$/,
    );
  });

  it('takes penalties during the next session, until it is final', async () => {
    const { rig } = await finished();
    rig.session('practice', 1);
    const { note } = await rig.actions.give(FABIOM, { type: 'time', amount: 5 }, steward);
    expect(note).toMatch(/^Added to the result of race \(S-1\)\. /);
    rig.lap(FABIOM);
    rig.end('');
    expect((await rig.results.show()).session).toBe(1);
    rig.session('practice', 1);
    const { final } = await rig.results.finalise('The steward');
    expect(final?.by).toBe('The steward');
    expect(() => rig.actions.clear(1, steward)).toThrow('is final; nothing was changed');
    await expect(rig.results.finalise('Another')).rejects.toThrow('The steward already finalised');
    // Nobody is asked to confirm what is already done.
    expect(() => rig.results.openIssues()).toThrow('The steward already finalised');
    // The running session is practice: it has no result for a penalty to count in.
    await expect(rig.actions.give(FABIOM, { type: 'time', amount: 5 }, steward)).rejects.toThrow(
      'practice is a practice session, which has no result for time to count in.',
    );
    expect(rig.ledger.newest(9)).toHaveLength(1);
  });

  it('is announced after a restart that interrupted it, and only once', async () => {
    const { rig } = await finished();
    rig.silence();
    await rig.actions.give(FABIOM, { type: 'time', amount: 5 }, steward);
    const next = rig.reopen();
    next.resume();
    await next.settled();
    expect(next.told('classified')).toMatchObject([{ classification: { amendments: [{ seconds: 5 }] } }]);
    next.resume();
    await next.settled();
    expect(next.told('classified')).toHaveLength(1);
  });

  it.each(['../../etc/passwd', 'results/../cfg/server_cfg.ini', 'results/missing.json'])(
    'is not read from %s',
    async (name) => {
      const { rig } = await finished(false);
      rig.session('race', 0);
      rig.lap(FABIOM);
      rig.end(name);
      rig.clock.advance(1000);
      await rig.settled();
      expect(rig.told('classified').at(-1)?.classification.source).toBe('own laps');
    },
  );
});

it('a race that is restarted has no result', async () => {
  const rig = penaltyRig();
  rig.session('race');
  rig.join(ADA);
  rig.lap(ADA);
  rig.session('race');
  await rig.settled();
  expect(rig.told('classified')).toEqual([]);
  await expect(rig.results.show()).rejects.toThrow('No session of main has ended yet.');
});
