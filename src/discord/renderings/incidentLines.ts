/** An incident on one line, with a link to its card. */
import { type Incident, withNamesakesOf } from '../../events/incident.ts';
import type { DeskRow } from '../../features/desk/desk.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { english } from '../../texts/english/index.ts';
import { incidentName } from '../../texts/names.ts';
import { cardKeyOf, lengthWithLinks, linkTo } from '../common/cardLinks.ts';
import { driverName } from '../common/driverName.ts';
import { escapeText, relativeTime } from '../common/text.ts';

const SIGNS: Readonly<Record<Incident['severity'], string>> = { heavy: '🔴', medium: '🟠', light: '⚪' };

/** Further drivers are only counted. */
const NAMED = 3;

/** "🔴 [INC-4](…) Elena, Bea · 64 km/h · lap 3 · 2 minutes ago" */
export const incidentLine = (incident: Incident): string =>
  lineOf(incident, linkTo(cardKeyOf(incident), incidentName(incident)));

function lineOf(incident: Incident, name: string): string {
  const { state, severity, at } = incident;
  const sign = state === 'decided' || state === 'closed' ? '✅' : state === 'appealed' ? '⚖️' : SIGNS[severity];
  return [
    `${sign} ${name} ${peopleIn(incident)}`,
    ...factsOf(incident).map((fact) => escapeText(fact, 40)),
    relativeTime(at),
  ].join(' · ');
}

/** The line plus what is still to be done, and by whom. */
export const openLine = (row: DeskRow): string => [incidentLine(row.incident), ...leftOf(row)].join(' · ');

function leftOf({ incident, standing, isAwaiting }: DeskRow): readonly string[] {
  const { takenBy, state, drivers } = incident;
  const isPartly = standing.length > 0 && (state !== 'appealed' || standing.length < drivers.length);
  return [
    ...(state === 'appealed' ? ['**appealed**'] : []),
    ...(isPartly ? [`${standing.length} of ${drivers.length} decided`] : []),
    ...(isAwaiting ? ['**waiting for a second steward**'] : []),
    ...(takenBy === undefined ? [] : [`🔎 ${escapeText(takenBy, 40)}`]),
  ];
}

/** The same for a shared card, with the decisions. An incident with its own card is linked to it. */
export function sharedLine(row: DeskRow): string {
  const { incident, standing } = row;
  const line = incident.fold === undefined ? incidentLine(incident) : lineOf(incident, incidentName(incident));
  const said = standing.length === 0 || row.isAwaiting ? leftOf(row) : [`**${decisionsIn(row)}**`];
  return [line, ...said].join(' · ');
}

/** "no further action" if it applies to all, or else who got what. */
function decisionsIn({ incident, standing }: DeskRow): string {
  const { drivers } = incident;
  const among = withNamesakesOf(incident);
  const said = [...new Set(standing.map((each) => english.decision(each)))];
  if (said.length === 1 && standing.length === drivers.length) return said.join();
  return standing.map((each) => `${driverName(each.driver, english, among)} ${english.decision(each)}`).join(', ');
}

/** "Elena, Bea, Cara and 4 others" */
function peopleIn(incident: Incident): string {
  const { drivers } = incident;
  const among = withNamesakesOf(incident);
  const names = drivers.slice(0, NAMED).map((driver) => driverName(driver, english, among));
  const more = drivers.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} ${more === 1 ? 'other' : 'others'}` : names.join(', ');
}

/** Plain text, also for lists without formatting. */
export function factsOf({ contacts, drivers, reports }: Incident): readonly string[] {
  const where = contacts[0]?.evidence?.where;
  const laps = drivers.flatMap(({ lap }) => lap ?? []);
  const speed = Math.round(Math.max(...contacts.map(({ speedKmh }) => speedKmh)));
  return [
    ...(contacts.length > 0 ? [`${speed} km/h`] : []),
    ...(reports.length > 0 ? ['reported'] : []),
    ...(where === undefined ? [] : [where]),
    ...(laps.length > 0 ? [`lap ${Math.min(...laps)}`] : []),
  ];
}

/** As many lines as fit with their links filled in, followed by how many were left out. */
export const fitLinkedLines = (
  lines: readonly string[],
  limit: number,
  words: Pick<Catalogue, 'linesLeftOut'>,
): string =>
  fitRendered(
    lines.map((line) => () => line),
    limit,
    words,
  );

/** Like `fitLinkedLines`, but lines that do not fit are not rendered. */
export function fitRendered(
  lines: readonly (() => string)[],
  limit: number,
  words: Pick<Catalogue, 'linesLeftOut'>,
): string {
  const room = limit - words.linesLeftOut({ left: lines.length }).length - 1;
  const fitting: string[] = [];
  let used = 0;
  for (const render of lines) {
    const line = render();
    used += lengthWithLinks(line) + 1;
    if (used > room) return [...fitting, words.linesLeftOut({ left: lines.length - fitting.length })].join('\n');
    fitting.push(line);
  }
  return fitting.join('\n');
}
