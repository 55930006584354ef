import { expect, test } from 'vitest';
import { SimulatedRace } from '../../../bench/board/race.ts';
import { openBoard } from '../../../src/features/board/open.ts';
import { onBoard } from '../../../src/features/penalties/onBoard.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { penalty } from '../../fakes/penalties.ts';
import { ADA, penaltyRig } from '../penalties/rig.ts';

const RACE = { run: 1, session: 1 };

test('the board has a driver last who is disqualified in this race, not one of another', () => {
  const { live, features } = new SimulatedRace({ clock: new FakeClock(), cars: 3, laps: 5, seed: 7 });
  const rowsWith = (session: number, guid: string) => {
    const given = penalty({ ...RACE, session, type: 'disqualification', driver: { carId: 0, guid, name: 'Ada' } });
    const board = openBoard(live, {
      ...features,
      calendar: { keysOf: () => [RACE] },
      penalties: { list: () => [given] },
    });
    return board.actions.order().rows.map((row) => [row.guid, row.isDisqualified]);
  };
  const [first, ...others] = rowsWith(2, '').map(([guid]) => String(guid));
  const clean = (guids: readonly string[]) => guids.map((guid) => [guid, undefined]);
  expect(rowsWith(1, first ?? '')).toEqual([...clean(others), [first, true]]);
  expect(rowsWith(2, first ?? '')).toEqual(clean([first ?? '', ...others]));
});

test('a disqualification stands on the board until it is withdrawn, also once the result is final', async () => {
  const rig = penaltyRig();
  rig.session('race');
  rig.join(ADA);
  rig.lap(ADA);
  const { penalty } = await rig.actions.give(ADA, { type: 'disqualification' }, { by: 'Stig', reason: 'contact' });
  const race = [{ run: penalty.run, session: penalty.session }];
  const shown = () => onBoard(rig.ledger, race).map(({ number }) => number);
  expect(shown()).toEqual([1]);
  rig.end('');
  await rig.settled();
  await rig.results.finalise('Stig');
  expect(rig.ledger.several([1])[0]?.state).toBe('applied');
  expect(shown()).toEqual([1]);
  await rig.results.reopen(1, { by: 'Ada', reason: 'appeal' });
  rig.actions.clear(1, { by: 'Stig', reason: 'wrong car' });
  expect(shown()).toEqual([]);
});
