/** The forms on Discord for making and answering an appeal. They only use the pushed view, without I/O. */
import type { Caller } from '../src/command/caller.ts';
import type { Context, Form } from '../src/command/command.ts';
import { amountOf, PENALTY_TYPES, REPLACEMENT_CHOICES } from '../src/command/outcomes.ts';

const NEED_AMOUNT: ReadonlySet<string> = new Set(PENALTY_TYPES.filter((type) => amountOf(type) !== undefined));

export function appealForm(
  decision: number | undefined,
  reason: string | undefined,
  { via }: Pick<Caller, 'via'>,
): Form | undefined {
  if (reason !== undefined || via === 'chat') return undefined;
  return {
    title: { key: 'appealForm', params: { decision } },
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

export function appealAnswerForm(
  asked: Answering,
  { caller: { via }, server }: Pick<Context, 'caller' | 'server'>,
): Form | undefined {
  const { decision, answer, outcome, amount, reason } = asked;
  if (via !== 'slash' && via !== 'component') return undefined;
  const needsOutcome = answer === 'changed' && outcome === undefined;
  const needsAmount = outcome !== undefined && NEED_AMOUNT.has(outcome) && amount === undefined;
  if (answer !== undefined && reason !== undefined && !needsOutcome && !needsAmount) return undefined;
  const standing = server.view().nameable.decisions.find(({ number }) => number === decision);
  const mayChange = answer === undefined || answer === 'changed';
  return {
    title: `Appeal: ${standing?.label ?? `decision ${decision}`}`,
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
