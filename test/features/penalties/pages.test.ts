import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CHANGES, TABLES } from '../../../src/app/tables.ts';
import { byRule } from '../../../src/features/judging/bench.ts';
import type { PenaltyPage, WantedPenalties } from '../../../src/features/penalties/actions.ts';
import { openLedger } from '../../../src/features/penalties/ledger.ts';
import type { SqlValue } from '../../../src/store/rows.ts';
import type { Store } from '../../../src/store/store.ts';
import { openStore } from '../../fakes/openStore.ts';
import { ADA, BOB, penaltyRig } from './rig.ts';

type Rig = ReturnType<typeof penaltyRig>;

/** Warnings, every second one of them Bob's. Every third is withdrawn, and every tenth is a time penalty. */
function given(rig: Pick<Rig, 'store' | 'ledger'>, count: number): void {
  const judge = byRule('Stig', 'discord:1');
  rig.store.transaction(() => {
    for (let index = 1; index <= count; index += 1) {
      const facts = {
        run: 1,
        session: 1,
        driver: index % 2 === 0 ? BOB : ADA,
        type: index % 10 === 0 ? 'time' : 'warning',
        amount: 5,
        cause: 'given by an admin',
        reason: '',
        source: 'steward',
        by: 'Stig',
        at: index,
        state: index % 3 === 0 ? 'withdrawn' : 'issued',
        counted: {},
      } as const;
      rig.ledger.add(facts, { judge });
    }
  });
}

/** All pages, each requested as the one before says. */
function followed(rig: Rig, wanted: WantedPenalties = {}): readonly PenaltyPage[] {
  const page = rig.actions.page(wanted);
  const last = page.penalties.at(-1);
  return page.more === 0 || !last ? [page] : [page, ...followed(rig, { guid: wanted.guid, before: last.number })];
}

const numbersOn = (pages: readonly PenaltyPage[]): readonly number[] =>
  pages.flatMap(({ penalties }) => penalties.map(({ number }) => number));

it('shows penalties in force newest first, page by page, with the number left', () => {
  const rig = penaltyRig();
  given(rig, 400);
  const pages = followed(rig);
  const standing = Array.from({ length: 400 }, (_, index) => 400 - index).filter((number) => number % 3 !== 0);
  expect(numbersOn(pages)).toEqual(standing);
  expect(pages.map(({ penalties }) => penalties.length)).toEqual([50, 50, 50, 50, 50, 17]);
  expect(pages.map(({ more }) => more)).toEqual([217, 167, 117, 67, 17, 0]);
});

it('names drivers who share a name with one on the page', () => {
  const rig = penaltyRig();
  const adaToo = { carId: 7, guid: '76561198000000077', name: 'ada quick' };
  rig.session('race');
  [ADA, BOB, adaToo].forEach(rig.join);
  given(rig, 1);
  expect(rig.actions.page({}).namesakes).toEqual([adaToo]);
  expect(rig.actions.page({ guid: ADA.guid }).namesakes).toEqual([adaToo]);
  expect(rig.actions.fileOf(ADA.guid).namesakes).toEqual([adaToo]);
  expect(rig.actions.page({ guid: BOB.guid }).namesakes).toBeUndefined();
});

it("shows all of one driver's penalties, in force or not, page by page", () => {
  const rig = penaltyRig();
  given(rig, 240);
  const pages = followed(rig, { guid: ADA.guid });
  expect(pages.map(({ penalties, more }) => [penalties.length, more])).toEqual([
    [50, 70],
    [50, 20],
    [20, 0],
  ]);
  expect(numbersOn(pages)).toEqual(Array.from({ length: 120 }, (_, index) => 239 - 2 * index));
  expect(rig.actions.fileOf(ADA.guid)).toMatchObject({ more: 70, warnings: [] });
  expect(rig.actions.page({ guid: '76561198000000009' })).toEqual({ penalties: [], more: 0 });
});

it('continues below any number, even one that is not listed', () => {
  const rig = penaltyRig();
  given(rig, 10);
  expect(numbersOn([rig.actions.page({ before: 6 })])).toEqual([5, 4, 2, 1]);
  expect(numbersOn([rig.actions.page({ before: 2_000_006 })])).toEqual([10, 8, 7, 5, 4, 2, 1]);
  expect(rig.actions.page({ before: 1 })).toEqual({ penalties: [], more: 0 });
});

it('leaves out unreadable rows and continues after them', () => {
  const rig = penaltyRig();
  given(rig, 120);
  rig.store.run(`UPDATE penalties SET penalty = '{' WHERE number BETWEEN 20 AND 40`);
  const readable = Array.from({ length: 120 }, (_, index) => 120 - index).filter(
    (number) => number % 3 !== 0 && (number < 20 || number > 40),
  );
  expect(numbersOn(followed(rig))).toEqual(readable);
  expect(rig.ledger.active(undefined, 'time').map(({ number }) => number)).toEqual([10, 50, 70, 80, 100, 110]);
});

it('uses an index to find penalties in force by type, and the newest of all', () => {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-pages-'));
  const store = openStore(directory, TABLES, { changes: CHANGES });
  onTestFinished(() => {
    store.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const asked: [sql: string, values: readonly SqlValue[]][] = [];
  const all: Store['all'] = (sql, ...values) => {
    asked.push([sql, values]);
    return store.all(sql, ...values);
  };
  const ledger = openLedger({ ...store, all }, 'main', { last: () => undefined });
  given({ store, ledger }, 100);
  asked.length = 0;
  expect(ledger.active(undefined, 'time').map(({ number }) => number)).toEqual([10, 20, 40, 50, 70, 80, 100]);
  expect(ledger.active(undefined, 'grid')).toEqual([]);
  expect(ledger.active(undefined, 'time', 'warning').map(({ number }) => number)).toEqual(
    Array.from({ length: 100 }, (_, index) => index + 1).filter((number) => number % 3 !== 0),
  );
  expect(ledger.standing(3).map(({ number }) => number)).toEqual([100, 98, 97]);
  const plans = asked.map(([sql, values]) =>
    store.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values).map(({ detail }) => detail),
  );
  const byType = expect.stringContaining('penalties_standing_by_type (server=? AND <expr>=?)');
  expect(plans.map(([first]) => first)).toEqual([
    byType,
    byType,
    byType,
    expect.stringContaining('penalties_standing (server=? AND number<?)'),
  ]);
});
