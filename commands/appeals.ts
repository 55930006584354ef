import { appealedIfAny, replacementIfAny } from '../src/command/appeals.ts';
import { type Command, command } from '../src/command/command.ts';
import { decision } from '../src/command/decisions.ts';
import { integerIfAny } from '../src/command/numbers.ts';
import { choice, optional, sentence } from '../src/command/param.ts';
import { POINTS_ABOUT, pointsIfAny } from '../src/command/points.ts';
import { appealAnswerForm, appealForm } from './appealForms.ts';
import { officialBy } from './ordered.ts';
import { EFFECTS_OF } from './penaltyEffects.ts';
import { partRefused } from './penaltyFields.ts';

const ANSWERS = ['upheld', 'changed', 'inadmissible'] as const;
const REASON_LENGTH = 300;

export const appeals: readonly Command[] = [
  command({
    name: 'appeal',
    about: 'Appeal a decision about an incident you were in (it stands until the stewards answer)',
    role: 'driver',
    is: 'act',
    effect: ['reports to the stewards'],
    via: ['slash', 'component', 'chat'],
    private: true,
    params: {
      decision: appealedIfAny('The decision, such as P-17 (only needed if there is more than one)'),
      reason: optional(sentence('Why the decision is wrong (the stewards will read this)')),
    },
    input: (asked, context) => appealForm(asked, context),
    run({ decision, reason }, { server, caller, attempt }) {
      const appeal = server.appeals.appeal({ guid: caller.guid, decision, reason }, attempt);
      const { incident, decision: about } = appeal;
      return {
        kind: 'text',
        text: { key: 'appealTaken', params: { incident, number: about.number, penalty: about.penalty } },
      };
    },
  }),
  command({
    name: 'incident answer',
    about: 'Rule on the appeals against a decision',
    role: 'steward',
    is: 'act',
    effect: ({ outcome = 'withdrawn' }) => EFFECTS_OF[outcome],
    private: true,
    params: {
      decision: decision('Such as P-17'),
      answer: optional(choice('Upheld, changed or inadmissible', ANSWERS)),
      outcome: replacementIfAny('If changed: the new decision'),
      amount: integerIfAny('Seconds, kilograms, percent or places', { min: 1, max: 5000 }),
      laps: integerIfAny('Race laps', { min: 1, max: 200 }),
      points: pointsIfAny(POINTS_ABOUT),
      reason: optional(sentence('Reason (the driver who appealed will read this)')),
    },
    whyNot: (name, { outcome }) => partRefused(name, outcome),
    input: (args, context) => appealAnswerForm(args, context),
    async run({ decision, answer = 'upheld', reason, ...order }, { server, caller, attempt }) {
      const by = officialBy(caller, reason?.slice(0, REASON_LENGTH));
      const given = await server.appeals.answer(decision, { ...order, says: answer }, by, attempt);
      const { incident, decisions, penalties, proposal, note } = given;
      if (incident && decisions.length === 0 && !proposal) return { kind: 'incident', incident };
      return { kind: 'decided', incident, decisions, penalties, proposal, note };
    },
  }),
];
