import { type Command, command, type Form } from '../src/command/command.ts';
import { driverAmong, driverIfAny } from '../src/command/driver.ts';
import { integerIfAny, numberOf } from '../src/command/numbers.ts';
import { amountOf, PENALTY_TYPES } from '../src/command/outcomes.ts';
import { choice, optional, sentence } from '../src/command/param.ts';
import type { Incident, VerdictOrder } from '../src/features/incidents/actions.ts';
import { UserError } from '../src/kit/errors.ts';
import { orderedBy } from './ordered.ts';
import { EFFECTS_OF } from './penaltyEffects.ts';

const VERDICTS = ['no-action', ...PENALTY_TYPES] as const satisfies readonly VerdictOrder['verdict'][];

const number = numberOf('The incident, such as INC-3', 'INC', ({ incidents }) => incidents);

const involved = driverAmong('Who of those in it: a name, a car id or a GUID', ({ involved }) => involved);

export const incidents: readonly Command[] = [
  command({
    name: 'incident list',
    about: 'The newest incidents, or those of one driver',
    role: 'steward',
    is: 'question',
    private: true,
    params: { driver: optional(involved) },
    run: ({ driver }, { server }) => ({ kind: 'incidents', incidents: server.incidents.list(driver?.guid) }),
  }),
  command({
    name: 'incident show',
    about: 'Everything that is known of an incident',
    role: 'steward',
    is: 'question',
    private: true,
    params: { number },
    run: ({ number }, { server }) => ({ kind: 'incident', incident: server.incidents.show(number) }),
  }),
  command({
    name: 'incident decide',
    about: 'Decide about one driver in an incident',
    role: 'steward',
    is: 'act',
    effect: ({ verdict = 'no-action' }) => EFFECTS_OF[verdict],
    private: true,
    params: {
      number,
      driver: involved,
      verdict: optional(choice('What', VERDICTS)),
      amount: integerIfAny('Seconds, kilograms, percent or places', { min: 1, max: 5000 }),
      laps: integerIfAny('Race laps until it clears, or within which it is to be driven', { min: 1, max: 200 }),
      reason: optional(sentence('Why; the driver reads it')),
    },
    input({ number, driver, verdict, amount, laps, reason }) {
      if (verdict !== undefined && (!needsAmount(verdict) || amount !== undefined)) return undefined;
      const title = `INC-${number}: ${driver.name}`;
      return { title, fields: [...(verdict === undefined ? [VERDICT] : []), ...detailFields(laps, reason)] };
    },
    confirm: ({ driver, verdict: type = 'no-action', amount, laps }, { server }) =>
      type === 'no-action' ? undefined : server.penalties.questionBefore(driver, { type, amount, laps }),
    async run({ number, driver, verdict = 'no-action', amount, laps, reason }, { server, caller, attempt }) {
      const order = { verdict, amount, laps };
      return {
        kind: 'decided',
        ...(await server.incidents.decide(number, driver, order, orderedBy(caller, reason), attempt)),
      };
    },
  }),
  command({
    name: 'incident ask',
    about: 'Ask whom a verdict is about',
    role: 'steward',
    is: 'question',
    private: true,
    via: ['component'],
    params: { number, order: optional(sentence('The verdict, as "incident decide" takes it')) },
    run: ({ number, order = '' }, { server }) => ({
      kind: 'whichDriver',
      incident: stillOpen(server.incidents.show(number)),
      order: brief(order),
    }),
  }),
  command({
    name: 'report',
    about: 'Report to the stewards what has just happened to you',
    role: 'driver',
    is: 'act',
    effect: ['reports to the stewards'],
    via: ['slash', 'component', 'chat'],
    private: true,
    params: {
      driver: driverIfAny('Who did it'),
      words: optional(sentence('What happened')),
    },
    run({ driver, words = '' }, { server, caller, attempt }) {
      const { number } = server.incidents.report({ guid: caller.guid, against: driver, words }, attempt);
      return { kind: 'text', text: { key: 'reportTaken', params: { incident: number } } };
    },
  }),
];

/** It becomes part of a component's id. */
const ORDER_LENGTH = 30;

function brief(order: string): string {
  if (order.length <= ORDER_LENGTH) return order;
  throw new UserError(
    `A verdict has at most ${ORDER_LENGTH} characters here; give the command "incident decide" instead.`,
  );
}

const needsAmount = (verdict: VerdictOrder['verdict']): boolean =>
  verdict !== 'no-action' && amountOf(verdict) !== undefined;

const VERDICT: Form['fields'][number] = { name: 'verdict', label: 'Verdict', choices: VERDICTS };

const detailFields = (laps: number | undefined, reason = ''): Form['fields'] => [
  { name: 'amount', label: 'How much: seconds, kilograms, percent or places', required: false },
  { name: 'laps', label: 'For how many race laps', required: false, value: laps === undefined ? '' : String(laps) },
  { name: 'reason', label: 'Why; the driver reads it', required: false, value: reason },
];

function stillOpen(incident: Incident): Incident {
  if (incident.state !== 'closed') return incident;
  throw new UserError(`INC-${incident.number} is closed: there is a verdict about everyone in it.`);
}
