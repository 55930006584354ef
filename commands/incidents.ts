import type { Answer } from '../src/command/answer.ts';
import type { Caller } from '../src/command/caller.ts';
import { type Command, command } from '../src/command/command.ts';
import { decision, infringementIfAny, seen } from '../src/command/decisions.ts';
import { driversAmong, driversInSession, peopleOfLate } from '../src/command/driver.ts';
import type { Known } from '../src/command/driverNamed.ts';
import { noneOf } from '../src/command/driverRefused.ts';
import { incidentNumber, integerIfAny, sessionNumber } from '../src/command/numbers.ts';
import { isOutcomeWord, outcome, replacement } from '../src/command/outcomes.ts';
import { optional, sentence } from '../src/command/param.ts';
import { POINTS_ABOUT, pointsIfAny } from '../src/command/points.ts';
import { sessionTime } from '../src/command/sessionTime.ts';
import type { Incident, RulingOrder } from '../src/features/incidents/actions.ts';
import type { Official } from '../src/features/judging/bench.ts';
import { InputError, UserError } from '../src/kit/errors.ts';
import { incidentName } from '../src/texts/names.ts';
import { incidentDesk } from './incidentDesk.ts';
import { changeForm, decideForm, replaceForm } from './incidentForms.ts';
import { incidentShown } from './incidentPictures.ts';
import { officialBy } from './ordered.ts';
import { EFFECTS_OF } from './penaltyEffects.ts';
import { partRefused } from './penaltyFields.ts';
import { seenBy } from './seenBy.ts';

const number = incidentNumber('The incident, such as INC-3');
const replaced = decision('The decision to replace, such as P-17 or D-18');

const drivers = driversAmong(
  'Drivers in it: names, car IDs or GUIDs, with commas (all undecided if left out)',
  ({ nameable }) => nameable.involved,
  isOutcomeWord,
);

const amount = integerIfAny('Seconds, kilograms, percent or places', { min: 1, max: 5000 });
const laps = integerIfAny('Race laps until it clears, or to serve it within', { min: 1, max: 200 });
const infringement = infringementIfAny('Infringement, by its code');
const points = pointsIfAny(POINTS_ABOUT);
const reason = optional(sentence('Reason (the driver will read this)'));

/** Required of an admin who was involved. */
const despite = optional(sentence('Reason (needed if you are an admin and were involved)'));

/** What replaces a decision: another one, or none. */
const instead = optional(replacement('The new decision (withdrawn for none)'));

export const incidents: readonly Command[] = [
  ...incidentDesk,
  command({
    name: 'incident show',
    about: 'Show everything known about an incident',
    role: 'steward',
    is: 'question',
    private: true,
    params: { number },
    run: ({ number }, context) => incidentShown(context.server.incidents.show(number), context),
  }),
  command({
    name: 'incident decide',
    about: 'Decide an incident, for one driver or several',
    role: 'steward',
    is: 'act',
    effect: ({ outcome = 'no further action' }) => EFFECTS_OF[outcome],
    private: true,
    params: { number, seen, drivers, outcome: optional(outcome('What')), amount, laps, infringement, points, reason },
    whyNot: (name, { outcome }) => partRefused(name, outcome),
    input: (args, context) => decideForm(args, context),
    confirm({ number, drivers, outcome = 'no further action', amount, laps }, { server }) {
      const question = server.incidents.questionBefore(number, { drivers, outcome, amount, laps });
      return question && `${incidentName({ number })}: ${question}`;
    },
    async run({ number, seen, reason, outcome, ...order }, { server, caller, attempt }) {
      if (outcome === undefined) throw new InputError('outcome is missing.');
      const asked = { ...order, outcome, seen: seenBy(caller, seen) };
      return decided(await server.incidents.decide(number, asked, officialBy(caller, cut(reason)), attempt));
    },
  }),
  command({
    name: 'incident replace',
    about: 'Replace a decision with another (reason required)',
    role: 'steward',
    is: 'act',
    effect: ({ outcome = 'withdrawn' }) => EFFECTS_OF[outcome],
    private: true,
    params: { decision: replaced, outcome: instead, amount, laps, infringement, points, reason },
    whyNot: (name, { outcome }) => partRefused(name, outcome),
    input: (args, context) => replaceForm(args, context),
    async run({ decision, reason, outcome, ...order }, { server, caller, attempt }) {
      const asked = ruling(outcome, order);
      return decided(await server.incidents.replace(decision, asked, officialBy(caller, cut(reason)), attempt));
    },
  }),
  command({
    name: 'incident change',
    about: 'Change a decision in an incident',
    role: 'steward',
    is: 'act',
    effect: ({ outcome = 'withdrawn' }) => EFFECTS_OF[outcome],
    private: true,
    via: ['component'],
    params: { number, decision: optional(replaced), outcome: instead, amount, infringement, points, reason },
    input: (args, context) => changeForm(args, context),
    async run({ number, decision, reason, outcome, ...order }, { server, caller, attempt }) {
      if (decision === undefined) throw new UserError(`${incidentName({ number })} has no decision to change.`);
      const asked = ruling(outcome, order);
      return decided(await server.incidents.replace(decision, asked, officialBy(caller, cut(reason)), attempt));
    },
  }),
  command({
    name: 'incident take',
    about: 'Take an incident: show that you are investigating it',
    role: 'steward',
    is: 'act',
    effect: ['handles an incident'],
    private: true,
    params: { number, reason: despite },
    run: ({ number, reason }, { server, caller, attempt }) =>
      show(server.incidents.take(number, officialBy(caller, cut(reason)), attempt)),
  }),
  command({
    name: 'incident open',
    about: 'Open an incident that was not detected',
    role: 'steward',
    is: 'act',
    effect: ['handles an incident'],
    private: true,
    params: {
      session: sessionNumber('Session it happened in, such as S-12'),
      time: sessionTime('Session time, such as 12:34'),
      drivers: driversInSession('Drivers: names, car IDs or GUIDs, with commas', 'session'),
      reason: despite,
    },
    run({ session, time, drivers, reason }, { server, caller, attempt }) {
      const by = afterNames(caller, reason, [...(server.droveIn?.(session) ?? []), ...peopleOfLate(server.view())]);
      return show(server.incidents.open({ session, sessionMs: time, drivers }, by, attempt));
    },
  }),
  command({
    name: 'incident merge',
    about: 'Merge two incidents (the older number stays)',
    role: 'steward',
    is: 'act',
    effect: ['handles an incident'],
    private: true,
    params: { number, other: incidentNumber('The other incident'), reason: despite },
    run: ({ number, other, reason }, { server, caller, attempt }) =>
      show(server.incidents.merge(number, other, officialBy(caller, cut(reason)), attempt)),
  }),
  command({
    name: 'incident split',
    about: 'Split some drivers off into an incident of their own',
    role: 'steward',
    is: 'act',
    effect: ['handles an incident'],
    private: true,
    params: {
      number,
      drivers: driversAmong(
        'Drivers to split off: names, car IDs or GUIDs, with commas',
        ({ nameable }) => nameable.involved,
      ),
      reason: despite,
    },
    run({ number, drivers, reason }, { server, caller, attempt }) {
      const by = afterNames(caller, reason, server.view().nameable.involved);
      return show(server.incidents.split(number, drivers, by, attempt));
    },
  }),
];

const show = (incident: Incident): Answer => ({ kind: 'incident', incident });
const decided = (answer: Omit<Extract<Answer, { kind: 'decided' }>, 'kind'>): Answer => ({
  kind: 'decided',
  ...answer,
});

type OrderOf = Omit<RulingOrder, 'outcome'>;

function ruling(outcome: RulingOrder['outcome'] | undefined, order: OrderOf): RulingOrder {
  if (outcome === undefined) throw new InputError('outcome is missing.');
  return { ...order, outcome };
}

/** Only admins may give a reason after names. For others, these words can only be an unknown name. */
function afterNames(caller: Caller, reason: string | undefined, known: readonly Known[]): Official {
  if (reason === undefined || caller.role === 'admin') return officialBy(caller, cut(reason));
  throw new UserError(noneOf(known, reason.split(' ')[0] ?? ''));
}

const REASON_LENGTH = 300;
const cut = (words: string | undefined): string | undefined => words?.slice(0, REASON_LENGTH);
