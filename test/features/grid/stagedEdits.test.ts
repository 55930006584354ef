import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { gridSaves, gridTables } from '../../../src/features/grid/saves.ts';
import { stagedEdits, stagedEditsTables } from '../../../src/features/grid/stagedEdits.ts';
import { openStore } from '../../../src/store/store.ts';

function open() {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-staged-'));
  const store = openStore(directory, [stagedEditsTables, gridTables]);
  onTestFinished(() => {
    store.close();
    rmSync(directory, { recursive: true });
  });
  return store;
}

it('keeps one staged edit for each server and topic', () => {
  const store = open();
  const edits = (server: string, topic: string) => stagedEdits<readonly number[]>(store, server, topic);
  edits('gt3', 'grid').put({ edit: [1, 0], author: 'Ada', at: 1 });
  edits('gt3', 'grid').put({ edit: [0, 1], author: 'Bo', at: 2 });
  edits('gt3', 'sessions').put({ edit: [3], author: 'Ada', at: 3 });
  expect(edits('gt3', 'grid').get()).toEqual({ edit: [0, 1], author: 'Bo', at: 2 });
  expect(edits('gt4', 'grid').get()).toBeUndefined();
  edits('gt4', 'grid').clear();
  expect(edits('gt3', 'grid').get()?.edit).toEqual([0, 1]);
  edits('gt3', 'grid').clear();
  expect(edits('gt3', 'grid').get()).toBeUndefined();
  expect(edits('gt3', 'sessions').get()?.edit).toEqual([3]);
});

it('keeps the saves of two servers apart', () => {
  const store = open();
  const [gt3, gt4] = [gridSaves(store, 'gt3'), gridSaves(store, 'gt4')];
  const save = { at: 5, before: Buffer.from('old'), after: Buffer.from('new'), backup: 'b' };
  gt3.add(save);
  for (let at = 6; at < 40; at++) gt4.add({ ...save, at });
  expect(gt3.last()).toMatchObject(save);
  gt4.remove(gt3.last()?.id ?? 0);
  expect(gt3.fileAt(5)?.toString()).toBe('old');
  expect(gt3.fileAt(6)).toBeUndefined();
});
