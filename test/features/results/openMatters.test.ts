import { expect, it } from 'vitest';
import type { Appeal, AppealAnswerKind } from '../../../src/events/appeal.ts';
import type { Driver } from '../../../src/events/driver.ts';
import type { Incident } from '../../../src/events/incident.ts';
import { openMatters } from '../../../src/features/results/openMatters.ts';
import { plain } from '../../../src/kit/sentence.ts';
import { incident } from '../../fakes/incidents.ts';
import { proposal } from '../../fakes/judging.ts';
import { penalty } from '../../fakes/penalties.ts';

const ADA = { carId: 0, guid: '76561198000000001', name: 'Ada Quick' };
const BERT = { carId: 1, guid: '76561198000000002', name: 'Bert Brake' };
const appealBy = (driver: Driver, number: number, says?: AppealAnswerKind): Appeal => ({
  server: 'gt3',
  incident: 4,
  decision: { number, penalty: number, says: 'time', amount: 5, driver: ADA },
  driver,
  reason: 'I was ahead',
  at: 0,
  answer: says && { says, reason: 'no', by: 'Bea', byId: 'discord:2', at: 1 },
});
const noted = (number: number, facts: Partial<Incident> = {}) =>
  incident({ number, state: 'noted', reports: [], ...facts });

it('lists undecided incidents, open appeals, and penalties not confirmed or served, by number', () => {
  const reports = [{ by: ADA, words: 'he hit me', at: 0 }];
  const incidents = [
    noted(1),
    noted(2, { state: 'under investigation' }),
    noted(3, { reports }),
    noted(4, {
      state: 'appealed',
      drivers: [],
      appeals: [appealBy(ADA, 9), appealBy(BERT, 9), appealBy(BERT, 8, 'upheld')],
    }),
    noted(5, { state: 'decided', reports }),
  ];
  const penalties = [
    penalty({ number: 7, type: 'drive-through', state: 'serving' }),
    penalty({ number: 8, type: 'time', amount: 5, state: 'issued' }),
  ];
  expect(openMatters({ incidents, penalties })).toEqual([
    'INC-1 and INC-2 are undecided.',
    'INC-3 (reported by Ada Quick) is undecided.',
    'P-9 (INC-4, by Ada Quick and Bert Brake) is under appeal.',
    'P-7, a drive-through, was never marked as served.',
  ]);
});

it('names until when drivers can appeal, and that a final result ends it', () => {
  const now = Date.UTC(2026, 10, 23, 5, 5);
  const matters = (until: number | undefined) => openMatters({ incidents: [], penalties: [], appeals: { until, now } });
  expect(matters(Date.UTC(2026, 10, 23, 5, 34)).map(plain)).toEqual([
    'Drivers can still appeal for 29 min, until 05:34 UTC; once it is final, they cannot.',
  ]);
  expect(matters(undefined)).toEqual([]);
});

it('lists an incident as undecided and as under appeal if it is both', () => {
  const appealed = noted(4, {
    state: 'appealed',
    drivers: [{ ...ADA, lap: 3, earlier: [] }],
    appeals: [appealBy(BERT, 9)],
  });
  expect(openMatters({ incidents: [appealed], penalties: [] })).toEqual([
    'INC-4 is undecided.',
    'P-9 (INC-4, by Bert Brake) is under appeal.',
  ]);
});

it('says nothing if all is settled, and names at most twelve incidents', () => {
  expect(openMatters({ incidents: [noted(1, { state: 'decided' })], penalties: [] })).toEqual([]);
  const [sentence] = openMatters({
    incidents: Array.from({ length: 15 }, (_, index) => noted(index + 1)),
    penalties: [],
  });
  expect(sentence).toMatch(/^INC-1, INC-2, .*, INC-12 and 3 more are undecided\.$/);
});

it('lists decisions waiting for a second steward, and whether they count', () => {
  const awaiting = [
    proposal({ number: 9 }),
    proposal({ number: 10, says: 'racing incident' }),
    proposal({ number: 11, state: 'unconfirmed' }),
  ];
  expect(openMatters({ incidents: [], penalties: [], awaiting })).toEqual([
    'P-9 and D-10 are proposed, do not count and can no longer be confirmed.',
    'P-11 counts, and no second steward has confirmed it.',
  ]);
});
