/** Proposals that wait for a second steward, in English, for sentences that are always in English. */
import type { Decision } from '../events/decision.ts';
import type { Driver } from '../events/driver.ts';
import type { Proposal } from '../events/proposal.ts';
import { toldApart } from '../kit/namesakes.ts';
import type { Sentence } from '../kit/sentence.ts';
import { decisionInWords } from './decisions.ts';
import { english } from './english/index.ts';
import { decisionName, incidentName, numberLabel } from './names.ts';

const GIVES_NOTHING: ReadonlySet<Decision['says']> = new Set([
  'no further action',
  'racing incident',
  'withdrawn',
  'served',
  'not served',
]);

/** "P-17", named after its first decision. */
export const proposalName = ({ number, says }: Pick<Proposal, 'number' | 'says'>): string =>
  decisionName({ number, penalty: GIVES_NOTHING.has(says) ? undefined : number });

/**
 * "5-second time penalty with 2 licence points for Otto Falk in INC-3", "P-16 withdrawn for Otto Falk"
 *
 * @param among others with whom somebody could confuse its drivers
 */
export function proposalInWords(proposal: Proposal, among: readonly Driver[] = []): string {
  const { says, amount, laps, grid, drivers, incident, penalty, replaces, points = 0 } = proposal;
  const who = drivers.map((driver) => toldApart(driver, [...drivers, ...among])).join(', ');
  const what =
    says === 'withdrawn' && penalty !== undefined
      ? `${decisionName({ number: penalty, penalty })} withdrawn`
      : decisionInWords({ says, amount, laps });
  const where = incident === undefined ? '' : ` in ${incidentName({ number: incident })}`;
  const on = grid?.race === undefined ? '' : `, on the grid of ${grid.race}`;
  const instead = replaces === undefined || replaces === penalty ? '' : `, instead of number ${numberLabel(replaces)}`;
  const licence = points === 0 ? '' : ` with ${english.licencePoints({ amount: points })}`;
  return `${what}${licence} for ${who}${where}${on}${instead}`;
}

/** The answer to the steward who proposes. */
export const waitsNote = (proposal: Pick<Proposal, 'number' | 'says'>): string =>
  `Proposed (${proposalName(proposal)}), not in force yet: another steward has to confirm it.`;

/** The same for a decision during its race. */
export const inForceNote = (proposal: Pick<Proposal, 'number' | 'says'>): string =>
  `In force (${proposalName(proposal)}); another steward still has to confirm it.`;

/** The first with the proposal itself; empty if nothing was proposed. */
export const proposedLines = (proposal: Proposal | undefined): readonly string[] =>
  proposal ? [`${proposalInWords(proposal)}. ${waitsNote(proposal)}`] : [];

/** The answer to the second steward. */
export const settledLines = (proposal: Proposal, note: Sentence | undefined): readonly Sentence[] => [
  proposalLine(proposal),
  ...(note === undefined ? [] : [note]),
];

/** "P-17: 5-second time penalty for Otto Falk in INC-3, by Ada (proposed, not in force)", for a list. */
export function proposalLine(proposal: Proposal): string {
  const { by, state, settled } = proposal;
  const came = settled
    ? `${state} by ${settled.by}`
    : state === 'proposed'
      ? 'proposed, not in force'
      : 'in force, awaiting confirmation';
  return `${proposalName(proposal)}: ${proposalInWords(proposal)}, by ${by} (${came})`;
}
