import { expect, test } from 'vitest';
import type { EventBody, RaceEvent } from '../../../src/events/events.ts';
import { messagesOf } from '../../../src/features/extrainfo/messages.ts';
import { emptyState } from '../../../src/race/state.ts';
import { driver, penalty } from './rig.ts';

const told = (body: EventBody) => {
  const event: RaceEvent = { server: 'main', run: 1, session: 1, at: 0, ...body };
  return messagesOf(event, emptyState(1)).map(({ kind }) => kind);
};
const infraction = (code: string): EventBody => ({
  type: 'infraction',
  driver: driver(3, 5),
  infraction: code,
  lap: 2,
  cuts: 0,
  warnings: 1,
});
const given = (cause: string): EventBody => ({ type: 'penaltyGiven', penalty: penalty({ cause }) });
const cleared = (cause: string): EventBody => ({
  type: 'penaltyChanged',
  penalty: penalty({ cause, state: 'served' }),
  before: { state: 'serving' },
  by: 'Automatic',
});

test.each([infraction, given, cleared])('an event for a rule without a number is sent to no program', (body) => {
  expect(told(body('wall contact'))).toHaveLength(1);
  expect(told(body('made up'))).toEqual([]);
});
