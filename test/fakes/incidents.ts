import type { Decision } from '../../src/events/decision.ts';
import { DEFAULT_INFRINGEMENTS } from '../../src/features/decisions/infringements.ts';
import type { Decided, Incident, IncidentActions } from '../../src/features/incidents/actions.ts';
import { withoutAttempt } from './attempt.ts';

const elena = { carId: 3, guid: '76561197900000001', name: 'Elena' };
const bea = { carId: 4, guid: '76561197900000002', name: 'Bea' };

export const incident = (facts: Partial<Incident> = {}): Incident => ({
  number: 3,
  server: 'gt3',
  run: 1,
  session: 2,
  sessionKind: 'race',
  sessionName: 'Race',
  at: Date.UTC(2026, 0, 1, 12),
  sessionMs: 754_000,
  severity: 'medium',
  drivers: [
    { ...elena, lap: 7, earlier: [1] },
    { ...bea, lap: 7, earlier: [] },
  ],
  contacts: [{ drivers: [elena, bea], speedKmh: 34.4 }],
  reports: [],
  decisions: [],
  penalties: [],
  seen: 0,
  history: [],
  state: 'noted',
  impossible: {},
  ...facts,
});

export const decision = (facts: Partial<Decision> = {}): Decision => ({
  id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  number: 17,
  server: 'gt3',
  run: 1,
  session: 2,
  incident: 3,
  driver: elena,
  says: 'time',
  amount: 5,
  reason: 'INC-3',
  by: 'The steward',
  byId: 'discord:1',
  at: Date.UTC(2026, 0, 1, 12, 1),
  penalty: 17,
  rules: '',
  ...facts,
});

const given = { number: 17, type: 'time', amount: 5, state: 'issued' } as const;

/** The answer to somebody who has decided. */
export const decided = (facts: Partial<Decided> = {}): Decided => ({
  incident: incident({ decisions: [decision()], penalties: [given], seen: 17 }),
  decisions: [decision()],
  penalties: [given],
  ...facts,
});

/** One incident that everything is about; records what is asked. */
export function fakeIncidents(facts: Partial<Incident> = {}): IncidentActions & { readonly asked: unknown[][] } {
  const asked: unknown[][] = [];
  const about = incident(facts);
  return {
    asked,
    list(...order) {
      asked.push(['list', ...withoutAttempt(order)]);
      return [about];
    },
    show(...order) {
      asked.push(['show', ...withoutAttempt(order)]);
      return about;
    },
    ofDecision: (number) => (about.decisions.some((each) => each.number === number) ? about : undefined),
    people: () => about.drivers,
    peopleIn: () => [],
    infringements: () => DEFAULT_INFRINGEMENTS,
    async decide(...order): Promise<Decided> {
      asked.push(['decide', ...withoutAttempt(order)]);
      return decided();
    },
    questionBefore: (_, { outcome }) => (outcome === 'disqualification' ? 'Disqualify Elena from Race?' : undefined),
    async confirmed(proposal) {
      asked.push(['confirmed', proposal]);
      return undefined;
    },
    async replace(...order): Promise<Decided> {
      asked.push(['replace', ...withoutAttempt(order)]);
      return decided();
    },
    take(...order) {
      asked.push(['take', ...withoutAttempt(order)]);
      return about;
    },
    post(...order) {
      asked.push(['post', ...withoutAttempt(order)]);
      return about;
    },
    open(...order) {
      asked.push(['open', ...withoutAttempt(order)]);
      return about;
    },
    merge(...order) {
      asked.push(['merge', ...withoutAttempt(order)]);
      return about;
    },
    split(...order) {
      asked.push(['split', ...withoutAttempt(order)]);
      return about;
    },
    report(...order) {
      asked.push(['report', ...withoutAttempt(order)]);
      return about;
    },
  };
}
