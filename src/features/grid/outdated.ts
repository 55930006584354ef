/** Whether a staged order still matches what it was made from. */
import { createHash } from 'node:crypto';
import type { IniDocument } from '../../acserver/ini/document.ts';
import { phrase, type Sentence, typed } from '../../kit/sentence.ts';
import type { ResultPenalties } from '../results/resultPenalties.ts';
import type { Setback } from './setbacks.ts';
import type { Staged } from './stagedEdits.ts';
import { countedOf, type GridEdit } from './view.ts';

/** What an order is made from, besides a race and a list. */
export interface Ingredients {
  /** The stewards' penalties in the session of a results file; undefined if they are not known. */
  readonly penaltiesOf: (resultsFile: string) => ResultPenalties | undefined;
  /** Who has to lose places on the grid of the next race. */
  readonly setbacks: () => readonly Setback[];
}

/** The name used in messages: a channel should not show where it is on the disk. */
export const FILE = 'entry_list.ini';

/** Why the order is outdated: the list or the stewards' decisions have changed since. Undefined if it is not. */
export function whyOutdated(
  { penaltiesOf, setbacks }: Ingredients,
  { author, edit }: Staged<GridEdit>,
  document: IniDocument,
): Sentence | undefined {
  const again = phrase`which can no longer be saved: use ${typed(`grid ${edit.rule}`)} again.`;
  if (edit.basis !== digestOf(document))
    return phrase`${FILE} was edited after ${author} staged an order for it, ${again}`;
  const stewards = penaltiesOf(edit.race.name);
  const isSame = JSON.stringify(stewards ? countedOf(stewards) : []) === JSON.stringify(edit.penalties ?? []);
  if (!isSame) return phrase`The penalties for that race have changed after ${author} staged an order, ${again}`;
  const [counted, due] = [[...(edit.setBack ?? []), ...(edit.absent ?? [])], setbacks()].map(numbersOf);
  return counted === due ? undefined : phrase`Grid drops changed after ${author} staged an order, ${again}`;
}

const numbersOf = (setbacks: readonly Setback[]): string =>
  setbacks
    .map(({ number }) => number)
    .sort((a, b) => a - b)
    .join();

export const digestOf = (document: IniDocument): string =>
  createHash('sha256').update(document.toBytes()).digest('hex');
