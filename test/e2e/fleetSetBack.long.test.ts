/** Ends of a fleet after a restore from a backup: an edge and a hub. */
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';
import { noNats } from '../fleet/nats/natsServer.ts';
import { type FleetRig, openFleetRig } from './fleetRig.ts';

function copyOver(from: string, to: string): void {
  rmSync(to, { force: true });
  if (existsSync(from)) copyFileSync(from, to);
}

/** Copies what a stopped program has stored; @returns a function that puts it back */
function backUp(directory: string): () => void {
  const copy = temporaryDirectory('backup');
  const files = ['pitwall.db', 'pitwall.db-wal', 'pitwall.db-shm'];
  for (const each of files) copyOver(join(directory, each), join(copy, each));
  return () => {
    for (const each of files) copyOver(join(copy, each), join(directory, each));
  };
}

describe.skipIf(noNats)(noNats ?? 'after a rollback to a backup', () => {
  let rig: FleetRig;
  beforeAll(async () => {
    rig = await openFleetRig();
    // Only one session, however busy the machine is: the log names the numbers from which counting continues.
    const cfg = join(rig.edges.a.directory, 'cfg', 'server_cfg.ini');
    writeFileSync(cfg, readFileSync(cfg, 'utf8').replace(/^TIME=3$/m, 'TIME=600'));
    await rig.start();
    await rig.say('server start', { server: 'spa' });
    await rig.edges.a.order('calm');
    await eventually('drivers', () => rig.edges.a.events().some(({ type }) => type === 'driverLoaded'));
  });
  afterAll(() => rig.close());

  /** Retries until the hub has heard the host, which may have been started a moment ago. */
  const give = (amount: number) =>
    eventually('an answer of the host', async () => {
      const answer = await rig.say('penalty give', { server: 'spa', driver: 'Mara Quint', type: 'time', amount });
      return /Nothing was done/.test(answer) ? undefined : answer;
    });
  const inLog = (sentence: RegExp) =>
    eventually(`${sentence} in the log channel`, () => rig.said('race-log').find((line) => sentence.test(line)));
  const hubHasAll = () =>
    eventually('the hub has all', () => {
      const last = rig.edges.a.rows<{ last: number }>(
        'SELECT max(n) AS last FROM fleet_out WHERE confirmed_at IS NULL',
      );
      return last[0]?.last === null;
    });

  test('an edge reuses no number known to Discord, and its lost decisions are listed', async () => {
    expect(await give(1)).toMatch(/P-A1\b/);
    await hubHasAll();
    await rig.edges.a.end();
    const putBack = backUp(rig.edges.a.data);
    await rig.edges.a.start('connected to NATS');
    expect(await give(2)).toMatch(/P-A2\b/);
    expect(await give(3)).toMatch(/P-A3\b/);
    await hubHasAll();
    await rig.edges.a.end();
    putBack();
    await rig.edges.a.start('connected to NATS');
    expect(rig.edges.a.log()).toMatch(/This host was rolled back: .* so new numbers continue after P-A3, S-A1, E-A1\./);
    const setBack = /The host \*\*a\*\* was rolled back to <t:\d+:T>/;
    const lines = (await inLog(setBack)).split('\n');
    // Lines that are due together share a message.
    const next = lines.findIndex((line) => setBack.test(line)) + 1;
    expect(lines.slice(next, next + 2)).toEqual([
      '**P-A2** 2-second time penalty for **Mara Quint**',
      '**P-A3** 3-second time penalty for **Mara Quint**',
    ]);
    expect(await give(4)).toMatch(/P-A4\b/);
    expect(await rig.say('penalty list', { server: 'spa' })).not.toMatch(/P-A[23]\b/);
  });

  test('an edge started without its hub continues the numbers once it hears from the hub', async () => {
    await hubHasAll();
    await rig.edges.a.end();
    const putBack = backUp(rig.edges.a.data);
    await rig.edges.a.start('connected to NATS');
    expect(await give(5)).toMatch(/P-A5\b/);
    expect(await give(6)).toMatch(/P-A6\b/);
    await hubHasAll();
    await rig.edges.a.end();
    putBack();
    await rig.hub.end();
    await rig.edges.a.start('connected to NATS');
    await rig.hub.start('Pitwall is ready');
    await inLog(/was rolled back.*\*\*P-A5\*\* 5-second time penalty.*\*\*P-A6\*\* 6-second time penalty/s);
    expect(await give(7)).toMatch(/P-A7\b/);
  });

  test('a hub reads again what it had lost, and says once that it was rolled back', async () => {
    await hubHasAll();
    await rig.hub.end('SIGTERM');
    const putBack = backUp(rig.hub.data);
    await rig.hub.start('Pitwall is ready');
    expect(await give(8)).toMatch(/P-A\d/);
    await hubHasAll();
    await rig.hub.end('SIGTERM');
    putBack();
    await rig.hub.start('Pitwall is ready');
    await inLog(/This hub was rolled back to <t:\d+:T>: it is re-reading what the hosts have reported since then/);
    await eventually('the penalty is known again', () =>
      rig.hub.events().some((event) => event.type === 'penaltyGiven' && event.penalty.amount === 8),
    );
    expect(rig.said('race-log').filter((line) => /This hub was rolled back/.test(line))).toHaveLength(1);
    expect(await give(9)).toMatch(/P-A\d/);
  });
});
