import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadTable, loadTables } from '../../../src/features/handicaps/table.ts';
import { openStore } from '../../fakes/openStore.ts';

const [ADA, BOB, NOBODY] = ['76561198000000001', '76561198000000002', '76561198000000009'];

it('the table gives the loads set on this server, for one driver or for all', () => {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-loads-'));
  const store = openStore(directory, [loadTables]);
  onTestFinished(() => {
    store.close();
    rmSync(directory, { recursive: true });
  });
  const table = loadTable(store, 'main');
  table.setManual(ADA, { ballastKg: 40 });
  table.setManual(BOB, { restrictorPercent: 0 });
  loadTable(store, 'other').setManual(NOBODY, { ballastKg: 5 });
  const asOfNow = table.manuals();
  expect([ADA, BOB, NOBODY].map(asOfNow)).toEqual([
    { ballastKg: 40, restrictorPercent: undefined },
    { ballastKg: undefined, restrictorPercent: 0 },
    { ballastKg: undefined, restrictorPercent: undefined },
  ]);
  expect([ADA, BOB, NOBODY].map(table.manual)).toEqual([ADA, BOB, NOBODY].map(asOfNow));
  table.setManual(ADA, { ballastKg: 0 });
  expect([table.manual(ADA).ballastKg, asOfNow(ADA).ballastKg]).toEqual([0, 40]);
});
