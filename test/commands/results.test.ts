import { describe, expect, it } from 'vitest';
import { results as resultsCommands } from '../../commands/results.ts';
import { caller, fakeServer, worldOf } from '../command/world.ts';
import { fakeCalendar, knownSession } from '../fakes/calendar.ts';
import { fakeResults } from '../fakes/results.ts';

function open() {
  const results = fakeResults();
  const calendar = fakeCalendar(knownSession({ id: 12 }), knownSession({ id: 11, name: 'Qualify', track: '' }));
  const world = worldOf(resultsCommands, [fakeServer('gt3', { results, calendar }).server]);
  return {
    asked: results.asked,
    dispatch: (line: string, role: 'admin' | 'steward') => world.dispatcher.dispatch({ line, caller: caller(role) }),
    say: (line: string) => world.dispatcher.dispatch({ line, caller: caller('steward') }),
    suggest: (session: string) =>
      world.dispatcher.suggest({ line: 'results show', named: { session }, caller: caller('steward') }, 'session'),
  };
}

it('only an admin can reopen a result, by number and with a reason', async () => {
  const { asked, dispatch } = open();
  expect(await dispatch('results reopen S-12 the replay came', 'admin')).toMatchObject({ kind: 'done' });
  expect(await dispatch('results reopen the replay came', 'admin')).toEqual({
    kind: 'failed',
    sentence: 'session must be a number such as S-17, not "the".',
  });
  expect(asked).toMatchObject([['reopen', 12, { by: 'The admin', reason: 'the replay came' }]]);
  expect(await dispatch('results reopen S-12', 'admin')).toMatchObject({ kind: 'failed' });
  expect(await dispatch('results reopen S-12 because', 'steward')).toMatchObject({ kind: 'failed' });
  expect(asked).toHaveLength(1);
});

describe('the number of a session', () => {
  it.each(['S-12', 's12', '12'])('can be written as %s', async (number) => {
    const { say, asked } = open();
    expect(await say(`results show ${number}`)).toMatchObject({ kind: 'done' });
    expect(await say(`results finalise ${number}`)).toMatchObject({ kind: 'done' });
    expect(asked).toEqual([
      ['show', 12],
      ['finalise', 'The steward', 12],
    ]);
  });

  it.each([
    ['results show Race', 'session must be a number such as S-17, not "Race".'],
    ['results show P-12', 'session must be a number such as S-17, not "P-12".'],
    ['results show S-12 S-13', 'Unexpected "S-13" at the end.'],
  ])('is the only form accepted: "%s" is refused', async (line, sentence) => {
    expect(await open().say(line)).toEqual({ kind: 'failed', sentence });
  });

  it('is suggested with name, day, hour and track, in the host’s time', async () => {
    const { suggest } = open();
    expect(await suggest('')).toEqual([
      { label: 'S-12 Race · Sat 20:15 · Monza', value: '12' },
      { label: 'S-11 Qualify · Sat 20:15', value: '11' },
    ]);
    expect((await suggest('MONZ')).map(({ value }) => value)).toEqual(['12']);
  });
});
