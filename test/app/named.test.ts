/** What is offered to somebody who types a number older than everything in the list. */
import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Incident } from '../../src/events/incident.ts';
import type { KnownSession } from '../../src/features/calendar/calendar.ts';
import type { Penalty } from '../../src/features/penalties/actions.ts';
import { UserError } from '../../src/kit/errors.ts';
import { caller, fakeServer, worldOf } from '../command/world.ts';
import { fakeCalendar, knownSession } from '../fakes/calendar.ts';
import { decision, fakeIncidents, incident } from '../fakes/incidents.ts';
import { fakePenalties, penalty } from '../fakes/penalties.ts';

const MOST = 59;
const numbers = Array.from({ length: MOST }, (_, index) => MOST - index);
/** Decision 105 is in INC-5, and gives no penalty. */
const incidents: readonly Incident[] = numbers.map((number) =>
  incident({ number, decisions: [decision({ number: 100 + number, incident: number, penalty: undefined })] }),
);
const penalties: readonly Penalty[] = numbers.map((number) => penalty({ number }));
const sessions: readonly KnownSession[] = numbers.map((id) => knownSession({ id }));

function found<Each>(one: Each | undefined): Each {
  if (one !== undefined) return one;
  throw new UserError('There is none.');
}

const { server } = fakeServer('gt3', {
  incidents: {
    ...fakeIncidents(),
    list: () => incidents.slice(0, 50),
    show: (number) => found(incidents.find((each) => each.number === number)),
    ofDecision: (number) => incidents.find((each) => each.number === number - 100),
  },
  penalties: {
    ...fakePenalties(),
    list: () => penalties.slice(0, 50),
    page: ({ before = Number.POSITIVE_INFINITY }) => ({
      penalties: penalties.filter(({ number }) => number < before).slice(0, 10),
      more: 0,
    }),
  },
  calendar: { ...fakeCalendar(...sessions), newest: () => sessions.slice(0, 25) },
});

async function offered(line: string, param: string, typed: string): Promise<readonly string[]> {
  const { dispatcher } = worldOf(commands, [server]);
  const call = { line, named: { [param]: typed }, caller: caller('admin'), server: 'gt3' };
  return (await dispatcher.suggest(call, param)).map(({ value, label }) => `${value} ${label.split(' ')[0]}`);
}

test.each([
  ['incident show', 'number', 'INC-5', '5 INC-5', 11],
  ['incident show', 'number', '5', '5 INC-5', 11],
  ['incident show', 'number', '3', '3 INC-3', 11],
  ['incident show', 'number', '51', '51 INC-51', 1],
  ['incident list', 'before', 'inc5', '5 INC-5', 11],
  ['incident replace', 'decision', 'D-105', '105 D-105', 1],
  ['penalty clear', 'number', 'P-5', '5 P-5', 11],
  ['results show', 'session', 'S-5', '5 S-5', 11],
  ['incident list', 'session', 's-5', 'S-5 S-5', 11],
])('%s: completing %s with "%s" offers %s first', async (line, param, typed, first, count) => {
  const all = await offered(line, param, typed);
  expect([all[0], all.length, new Set(all).size]).toEqual([first, count, count]);
});

test.each(['P-15', '15', 'd-15'])(
  'a driver who types "%s" is offered only the matching decision about them',
  async (typed) => {
    const { guid } = found(incident().drivers[0]);
    const decided = [115, 15, 5].map((number) =>
      incident({ number, decisions: [decision({ number, incident: number, penalty: number })] }),
    );
    const own = fakeServer('gt3', { incidents: { ...fakeIncidents(), list: () => decided } });
    const { dispatcher } = worldOf(commands, [own.server]);
    const call = { line: 'appeal', named: { decision: typed }, caller: caller('driver', { guid }), server: 'gt3' };
    expect((await dispatcher.suggest(call, 'decision')).map(({ value }) => value)).toEqual(['D-15']);
  },
);

test.each(['INC-60', '0', 'elena!', '999999999'])(
  'nothing is offered for "%s", which matches no incident',
  async (typed) => expect(await offered('incident show', 'number', typed)).toEqual([]),
);
