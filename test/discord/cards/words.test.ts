import { expect, test } from 'vitest';
import { isForOfficials } from '../../../src/config/notices.ts';
import { postsOf } from '../../../src/discord/cards/index.ts';
import type { EventType } from '../../../src/events/events.ts';
import { emptyState, fold, type RaceState } from '../../../src/race/state.ts';
import type { Catalogue } from '../../../src/texts/catalogue.ts';
import { english } from '../../../src/texts/english/index.ts';
import { decision, incident } from '../../fakes/incidents.ts';
import { penalty } from '../../fakes/penalties.ts';
import { classification } from '../../fakes/results.ts';
import { bea, elena, facts, lap, stamped, started, type Told } from '../race.ts';

/** A language in which every text is its key, so that English stands out. */
const keys = Object.fromEntries(Object.keys(english).map((key) => [key, () => `‹${key}›`])) as unknown as Catalogue;

/** People and things with names that are not English. */
const [one, other] = [
  { ...elena, name: 'Ñ' },
  { ...bea, name: 'Ø' },
];
const given = penalty({ type: 'time', amount: 5, driver: one, reason: '', state: 'issued' });
const { rows, amendments } = classification();
const touched = {
  type: 'contact',
  driver: one,
  speedKmh: 40,
  position: [0, 0, 0],
  relativePosition: [0, 0, 0],
} as const;

const appeal = {
  server: 'gt3',
  incident: 3,
  decision: { number: 17, penalty: 17, run: 1, session: 1, says: 'time', amount: 5, at: 0, driver: one },
  driver: { ...other, name: '' },
  reason: '¡',
  at: 0,
} as const;
const answer = { says: 'upheld', reason: '¡', by: 'Ž', byId: '1', at: 0 } as const;
/** The evidence of both clients, as a league publishes it. */
const evidence = {
  server: 'gt3',
  incident: 3,
  contact: 1,
  drivers: [one, other],
  speedKmh: 40,
  evidence: {
    at: 0,
    where: 'in the pits',
    touch: { parts: ['nose', 'tail'], alongside: { notDecided: 'no positions' } },
    gapM: 20,
    cars: [
      { carId: one.carId, speeds: [{ secondsBefore: 0, kmh: 100 }] },
      { carId: other.carId, speeds: [] },
    ],
  },
} as const;

const racing = decision({ says: 'racing incident', driver: one, reason: '', penalty: undefined });

const SESSION = { id: 1, server: 'gt3', run: 1, session: 1, name: 'Ž', kind: 'race' } as const;

const EVENTS: readonly Told[] = [
  { type: 'serverStarted', adopted: false },
  { ...started, facts: { ...facts, name: '', track: 'Ž', layout: '' } },
  { type: 'driverJoined', driver: one, model: '', skin: '', late: true } as Told,
  lap({ driver: one, cuts: 1 } as Partial<Told>),
  { ...touched, other, against: 'car', sessionMs: -1 },
  { ...touched, other, against: 'car', at: 1, late: true },
  { type: 'chat', driver: { ...one, name: '' }, text: '¡', late: true },
  { type: 'penaltyGiven', penalty: given },
  { type: 'penaltyChanged', penalty: { ...given, state: 'served' }, before: { state: 'issued' }, by: '' },
  { type: 'penaltyChanged', penalty: { ...given, state: 'withdrawn' }, before: { state: 'issued' }, by: '' },
  {
    type: 'documentIssued',
    document: {
      number: 1,
      event: { number: 1, name: 'Ž' },
      session: SESSION,
      at: 0,
      driver: one,
      moment: { at: 0, lap: 1 },
      fact: { is: 'contacts', contacts: [{ other, speedKmh: 40 }] },
      decision: { number: 1, says: 'time', penalty: 1, amount: 5 },
      reason: '',
      by: 'stewards',
      appealUntil: 0,
      replaces: 2,
      replacedBy: 3,
    },
  },
  {
    type: 'documentIssued',
    document: {
      number: 2,
      event: { number: 1, name: 'Ž' },
      session: SESSION,
      at: 0,
      driver: { ...one, name: '' },
      moment: { at: 0 },
      fact: { is: 'contacts', contacts: [{ other, where: 'in the pits', speedKmh: 40 }] },
      evidence,
      decision: { number: 1, says: 'time', penalty: 1, amount: 5 },
      reason: '',
      by: 'stewards',
    },
  },
  { type: 'leagueEventStarted', event: { number: 1, name: 'Ž', isDay: false, startedAt: 0 }, by: '' } as Told,
  { type: 'leagueEventEnded', event: { number: 1, name: 'Ž', isDay: false, startedAt: 0 }, by: '' } as Told,
  { type: 'raceContinued', race: { id: 2, name: 'Ž', continues: 1 }, by: '' } as Told,
  { type: 'resultReopened', result: { id: 1, name: 'Ž', version: 2 }, by: '', reason: '' } as Told,
  { type: 'appealAnswered', appeal: { ...appeal, answer } },
  {
    type: 'driverNotified',
    driver: { ...one, name: '' },
    penalties: [given],
    appeals: [appeal, { ...appeal, answer }],
  },
  {
    type: 'incidentDecided',
    incident: incident({
      // Two drivers of one name.
      drivers: incident().drivers.map((each, index) => ({
        ...each,
        ...one,
        guid: index === 0 ? one.guid : '2',
        lap: 1,
      })),
      decisions: [racing],
    }),
    decision: racing,
  } as Told,
  { type: 'decisionsListed', list: { event: { number: 1, name: 'Ž' }, session: SESSION, entries: [] } },
  { type: 'driverKicked', driver: one, by: '' },
  { type: 'driverBanned', guid: '', name: '', by: '' },
  { type: 'lobbyLost', answer: '' },
  { type: 'trackerStopped', expected: false, code: 1, lastLines: [] },
  { type: 'driverLeft', driver: one },
  { type: 'sessionEnded', late: true },
  {
    type: 'classified',
    classification: classification({
      name: 'Ž',
      rows: rows.map((row, index) => ({ ...row, name: 'ÑØ'.charAt(index), penaltyLaps: 1 })),
      amendments: amendments.map((each) => ({ ...each, name: 'Ø', reason: '', type: 'disqualification' })),
    }),
  },
  { type: 'serverStopped', expected: false, code: 1, lastLines: ['¡'] },
  { type: 'serverStopped', expected: true, lastLines: [] },
];

/** What is the same in every language: times, laps behind, and the numbers of penalties and places. */
const SIGNS = /\b(?:P|S|INC)-\d+|\+\d+ s\b|<t:\d+:\w>|<@\d+>|\d+ km\/h/g;

test('public posts take all their words from the catalogue', () => {
  let state: RaceState = emptyState(1);
  const told = new Set<EventType>();
  for (const event of EVENTS.map(stamped)) {
    state = fold(state, event);
    for (const { kind, post } of postsOf(event, state, keys)) {
      if (isForOfficials(kind)) continue;
      const { content = '', embeds = [] } = post.body;
      const texts = [content, post.author?.name ?? '', ...embeds.flatMap(textsOf)].join('\n');
      expect(`${event.type}: ${texts.replace(/‹\w+›/g, '').replace(SIGNS, '')}`).not.toMatch(/: .*[a-z]{2,}/is);
      told.add(event.type);
    }
  }
  expect([...told].toSorted()).toEqual([...new Set(EVENTS.map(({ type }) => type))].toSorted());
});

type Embed = NonNullable<ReturnType<typeof postsOf>[number]['post']['body']['embeds']>[number];

const textsOf = ({ title = '', description = '', fields = [], footer }: Embed): string[] => [
  title,
  description,
  footer?.text ?? '',
  ...fields.flatMap(({ name, value }) => [name, value]),
];
