/** The outcome of commands that an earlier process did not finish. */
import type { KeptStep } from './audit.ts';

/** "Sent, but not confirmed: the kick of Billy." */
export const sentButUnknown = (what: string): string => `Sent, but not confirmed: ${what}.`;

const names = (steps: readonly KeptStep[]): string => [...new Set(steps.map(({ what }) => what))].join(', ');

/** What is known about an unfinished act, from the steps it had begun. */
export function fateInWords(steps: readonly KeptStep[]): string {
  if (steps.length === 0) return 'Pitwall restarted before it could start: nothing was done.';
  const done = steps.filter(({ isDone }) => isDone === true);
  const open = steps.filter(({ isDone }) => isDone !== true);
  const next = steps.at(-1)?.next;
  return [
    'Pitwall restarted in the meantime.',
    ...(done.length > 0 ? [`Done: ${names(done)}.`] : []),
    ...(open.length > 0 ? [sentButUnknown(names(open))] : []),
    ...(next === undefined ? [] : [`Not done: ${next}.`]),
  ].join(' ');
}
