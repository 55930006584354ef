/** A proposal waiting for a second steward, as its card shows it, and the buttons for that steward. */
import type { APIActionRowComponent, APIEmbedField } from 'discord.js';
import type { Driver } from '../../events/driver.ts';
import type { Incident } from '../../events/incident.ts';
import type { Proposal } from '../../events/proposal.ts';
import { english } from '../../texts/english/index.ts';
import { proposalInWords, proposalName } from '../../texts/proposals.ts';
import { type Button, button } from '../common/button.ts';
import { ButtonStyle, ComponentType } from '../common/components.ts';
import { escapeText, fitLines, relativeTime } from '../common/text.ts';

type Row = APIActionRowComponent<Button>;

const isOpen = ({ state }: Proposal): boolean => state === 'proposed' || state === 'unconfirmed';

/** Two buttons per proposal, two proposals per row. Discord allows five rows, and the card needs some of them. */
const [PAIRS_IN_ROW, ROWS] = [2, 2] as const;

export function confirmationRows(proposals: readonly Proposal[] = []): Row[] {
  const open = proposals.filter(isOpen).slice(0, PAIRS_IN_ROW * ROWS);
  const pairs = open.map(buttonsFor);
  return Array.from({ length: Math.ceil(pairs.length / PAIRS_IN_ROW) }, (_, row) => ({
    type: ComponentType.ActionRow,
    components: pairs.slice(row * PAIRS_IN_ROW, (row + 1) * PAIRS_IN_ROW).flat(),
  }));
}

function buttonsFor(proposal: Proposal): Button[] {
  const { number, server } = proposal;
  const name = proposalName(proposal);
  return [
    button(`Confirm ${name}`, `incident confirm ${number}`, server, ButtonStyle.Success),
    button(`Reject ${name}`, `incident reject ${number}`, server, ButtonStyle.Danger),
  ];
}

const ROOM = 600;

/** Open ones first. */
export function proposalFields(
  { proposals = [] }: Pick<Incident, 'proposals'>,
  among: readonly Driver[] = [],
): APIEmbedField[] {
  if (proposals.length === 0) return [];
  const lines = [...proposals.filter(isOpen), ...proposals.filter((each) => !isOpen(each))].map((each) =>
    proposalLine(each, among),
  );
  return [{ name: 'Second steward', value: fitLines(lines, ROOM, english) }];
}

/** "⏳ P-17 5-second time penalty for Otto Falk in INC-3 by Ada a minute ago: awaiting confirmation" */
export function proposalLine(proposal: Proposal, among: readonly Driver[] = []): string {
  const { by, at, reason = '' } = proposal;
  const why = reason === '' ? '' : ` · ${escapeText(reason, 60)}`;
  const what = `**${proposalName(proposal)}** ${escapeText(proposalInWords(proposal, among), 120)} by ${escapeText(by, 24)}`;
  return `${isOpen(proposal) ? '⏳' : '⚖️'} ${what} ${relativeTime(at)}${why}: ${cameOf(proposal)}`;
}

function cameOf({ state, settled }: Proposal): string {
  if (state === 'proposed') return 'proposed, not in force';
  if (!settled) return 'in force, awaiting confirmation';
  const { by, reason = '', despite, isAlone } = settled;
  const who = `${escapeText(by, 24)}${isAlone ? ' (admin), alone' : ''}`;
  const involved = despite === undefined ? '' : ' (admin, despite being involved)';
  return `${state} by ${who}${involved}${reason === '' ? '' : ` · ${escapeText(reason, 60)}`}`;
}
