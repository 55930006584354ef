/** All decisions about an incident: valid ones first, then void ones struck through. */
import type { APIEmbedField } from 'discord.js';
import type { Decision } from '../../events/decision.ts';
import type { Driver } from '../../events/events.ts';
import type { Incident } from '../../events/incident.ts';
import { english } from '../../texts/english/index.ts';
import { decisionName } from '../../texts/names.ts';
import { reasonIn } from '../../texts/reasons.ts';
import { driverName } from '../common/driverName.ts';
import { escapeText, fitLines, relativeTime } from '../common/text.ts';

/** Discord limits a field to 1024 characters. */
const ROOM = 950;
const LINES_IN_FIELD = 8;

export function decisionFields(incident: Incident, among: readonly Driver[]): APIEmbedField[] {
  const { decisions } = incident;
  if (decisions.length === 0) return [];
  const gone = decisions.filter((each) => isGone(each, incident));
  const lines = [...decisions.filter((each) => !gone.includes(each)), ...gone].map((each) =>
    decisionLine(each, incident, among),
  );
  const half = Math.ceil(lines.length / 2);
  const parts = lines.length > LINES_IN_FIELD ? [lines.slice(0, half), lines.slice(half)] : [lines];
  return parts.map((part, index) => ({
    name: index === 0 ? 'Decisions' : 'More decisions',
    value: fitLines(part, ROOM, english),
  }));
}

/** Replaced by another decision, or withdrawn, such as added time for a penalty that was served after all. */
function isGone({ number }: Decision, { decisions, penalties }: Incident): boolean {
  const isReplaced = decisions.some(({ replaces }) => replaces === number);
  return isReplaced || penalties.some((given) => given.number === number && given.state === 'withdrawn');
}

/** "P-17 **Otto Falk**: 5-second time penalty (issued) by Ada 2 minutes ago · collision · late braking" */
function decisionLine(decision: Decision, incident: Incident, among: readonly Driver[]): string {
  const { number, driver, by, at, penalty } = decision;
  const given = incident.penalties.find((each) => each.number === number);
  const came = given ? ` (${english.penaltyState(given)})` : '';
  const about = penalty !== undefined && penalty !== number ? ` (${decisionName({ number: penalty, penalty })})` : '';
  const reason = reasonIn(english, decision);
  const why = /^INC-[A-Z]?\d+$/.test(reason) ? '' : reason;
  const what = `${decisionName(decision)} **${driverName(driver, english, among)}**: ${english.decision(decision)}${about}${came}`;
  const infringement = decision.infringementText ?? decision.infringement ?? '';
  const points = decision.points ? english.licencePoints({ amount: decision.points }) : '';
  const said = [infringement, points, escapeText(why, 60)].filter((part) => part !== '').map((part) => ` · ${part}`);
  const line = `${what} by ${escapeText(by, 24)} ${relativeTime(at)}${said.join('')}`;
  return isGone(decision, incident) ? `~~${line}~~` : line;
}
