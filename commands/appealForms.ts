/** The forms on Discord for making and answering an appeal. They only use the pushed view, without I/O. */
import type { Context, Form } from '../src/command/command.ts';
import { amountOf, PENALTY_TYPES, REPLACEMENT_CHOICES } from '../src/command/outcomes.ts';
import type { NameableDecision } from '../src/command/view.ts';

type Asking = Pick<Context, 'caller' | 'server'>;

const NEED_AMOUNT: ReadonlySet<string> = new Set(PENALTY_TYPES.filter((type) => amountOf(type) !== undefined));

/** Undefined if it is an older one, which the view does not have. */
const standing = (decision: number | undefined, { server }: Asking): NameableDecision | undefined =>
  server.view().nameable.decisions.find(({ number }) => number === decision);

interface Appealing {
  readonly decision: number | undefined;
  readonly reason: string | undefined;
}

export function appealForm({ decision, reason }: Appealing, context: Asking): Form | undefined {
  if (reason !== undefined || context.caller.via === 'chat') return undefined;
  return {
    title: { key: 'appealForm', params: { decision: standing(decision, context)?.name } },
    fields: [{ name: 'reason', label: { key: 'appealFormReason' }, long: true }],
  };
}

interface Answering {
  readonly decision: number;
  readonly answer: string | undefined;
  readonly outcome: string | undefined;
  readonly amount: number | undefined;
  readonly reason: string | undefined;
}

export function appealAnswerForm(asked: Answering, context: Asking): Form | undefined {
  const { decision, answer, outcome, amount, reason } = asked;
  const { via } = context.caller;
  const about = standing(decision, context);
  if (via !== 'slash' && via !== 'component') return undefined;
  const needsOutcome = answer === 'changed' && outcome === undefined;
  const needsAmount = outcome !== undefined && NEED_AMOUNT.has(outcome) && amount === undefined;
  if (answer !== undefined && reason !== undefined && !needsOutcome && !needsAmount) return undefined;
  const mayChange = answer === undefined || answer === 'changed';
  return {
    title: about === undefined ? 'Appeal' : `Appeal: ${about.label}`,
    fields: [
      ...(answer === undefined ? [{ name: 'answer', label: 'Ruling', choices: ANSWERS }] : []),
      ...(mayChange && outcome === undefined
        ? [
            {
              name: 'outcome',
              label: answer === undefined ? 'If changed: the new decision' : 'The new decision',
              choices: REPLACEMENT_CHOICES,
              required: answer !== undefined,
            },
          ]
        : []),
      ...(mayChange && amount === undefined
        ? [{ name: 'amount', label: 'Amount: seconds, kilograms, percent or places', required: needsAmount }]
        : []),
      { name: 'reason', label: 'Reason (whoever appealed will read this)', value: reason ?? '' },
    ],
  };
}

const ANSWERS = [
  { value: 'upheld', label: 'Upheld: the decision stands' },
  { value: 'changed', label: 'Changed: a new decision replaces it' },
  { value: 'inadmissible', label: 'Inadmissible: the stewards do not review it' },
];
