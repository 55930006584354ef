import { appendFileSync, renameSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { DialectName } from '../../../../sandbox/acserver/driving/dialect.ts';
import { eventuallyHolds } from '../../../eventually.ts';
import { drive } from './drive.ts';

const mara = '76561197900000001';
const otto = '76561197900000002';

function running(dialect: DialectName) {
  const driven = drive({ dialect, blacklist: '' });
  driven.clock.advance(30_000);
  onTestFinished(() => driven.server.close());
  const path = join(driven.directory, 'blacklist.txt');
  const closed = () => driven.sent('connectionClosed').map(({ driverGuid }) => driverGuid);
  /** Resolves once everything written before has been noticed by watchers of the directory. */
  async function noticed(): Promise<void> {
    const seen = new Promise<void>((resolve) => {
      const watcher = watch(driven.directory, (_, name) => name === 'sentinel' && resolve());
      onTestFinished(() => watcher.close());
    });
    writeFileSync(join(driven.directory, 'sentinel'), 'x');
    await seen;
  }
  return { ...driven, path, closed, noticed };
}

it('AssettoServer kicks a driver added to its blacklist file', async () => {
  const { path, closed } = running('assettoserver');
  appendFileSync(path, `${mara}\n`);
  await eventuallyHolds(() => expect(closed()).toEqual([mara]));
});

it('AssettoServer misses a blacklist file replaced by renaming', async () => {
  const { path, closed, noticed } = running('assettoserver');
  writeFileSync(`${path}.new`, `${mara}\n`);
  renameSync(`${path}.new`, path);
  await noticed();
  expect(closed()).toEqual([]);
  // The name is watched, so the next write is noticed, and the whole file is read.
  appendFileSync(path, `${otto}\n`);
  await eventuallyHolds(() => expect(closed()).toEqual([mara, otto]));
});

it('AssettoServer lets a driver back in once removed from the blacklist file', async () => {
  const { path, clock, sent, closed } = running('assettoserver');
  writeFileSync(path, `${mara}\n`);
  await eventuallyHolds(() => expect(closed()).toEqual([mara]));
  clock.advance(5000);
  writeFileSync(path, '');
  const joins = () => sent('newConnection').filter(({ driverGuid }) => driverGuid === mara).length;
  await eventuallyHolds(() => {
    clock.advance(1000);
    expect(joins()).toBe(2);
  });
});

it('acServer reads its blacklist only at the start', async () => {
  const { path, closed, noticed } = running('kunos');
  appendFileSync(path, `${mara}\n`);
  await noticed();
  expect(closed()).toEqual([]);
});
