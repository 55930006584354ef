import { expect, it, onTestFinished } from 'vitest';
import { TABLES } from '../../../src/app/tables.ts';
import { openDecisions } from '../../../src/features/decisions/table.ts';
import { judgeCalled } from '../../fakes/bench.ts';
import { openStore } from '../../fakes/openStore.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

const first = {
  run: 1,
  session: 1,
  driver: { carId: 0, guid: '1', name: 'Ada' },
  says: 'warning',
  infringement: 'collision',
  reason: '',
  by: 'Stig',
  byId: 'discord:1',
  at: 0,
} as const;

it('a decision keeps the car, team, race number, infringement text and rules of its time', () => {
  const store = openStore(temporaryDirectory('decisions'), TABLES);
  onTestFinished(() => store.close());
  const entered = { car: 'abarth500', team: 'Quick Racing', raceNumber: '27' };
  const then = openDecisions(store, 'gt3', {
    rules: 'a1b2',
    infringements: [{ code: 'collision', text: 'Causing a collision' }],
    entrantOf: (guid) => (guid === '1' ? entered : undefined),
  });
  const { number } = then.add(first, judgeCalled('Ada'));
  const later = openDecisions(store, 'gt3', {
    rules: 'c3d4',
    infringements: [{ code: 'collision', text: 'Contact' }],
    entrantOf: () => ({ team: 'Another' }),
  });
  expect(later.get(number)).toMatchObject({ ...entered, rules: 'a1b2', infringementText: 'Causing a collision' });
  expect(later.add({ ...first, infringement: 'gone' }, judgeCalled('Ada')).infringementText).toBeUndefined();
});
