import type { Decided, Incident, IncidentActions, Verdict } from '../../src/features/incidents/actions.ts';
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
  verdicts: [],
  state: 'open',
  impossible: {},
  ...facts,
});

export const verdict = (facts: Partial<Verdict> = {}): Verdict => ({
  driver: elena,
  verdict: 'time',
  by: 'The steward',
  at: Date.UTC(2026, 0, 1, 12, 1),
  reason: 'INC-3',
  penalty: { number: 17, type: 'time', amount: 5, state: 'issued' },
  ...facts,
});

/** One incident that everything is about; what is asked for is remembered. */
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
    people: () => about.drivers,
    async decide(...order): Promise<Decided> {
      asked.push(['decide', ...withoutAttempt(order)]);
      return { incident: { ...about, state: 'decided', verdicts: [verdict()] }, verdict: verdict() };
    },
    report(...order) {
      asked.push(['report', ...withoutAttempt(order)]);
      return about;
    },
  };
}
