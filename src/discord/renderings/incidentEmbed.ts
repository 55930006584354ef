/** Everything known about an incident, for stewards: who, what was measured, what was reported and decided. */
import type { APIEmbed, APIEmbedField } from 'discord.js';
import type { Driver } from '../../events/events.ts';
import { type Incident, type IncidentContact, inOrder, type Severity, withNamesakesOf } from '../../events/incident.ts';
import { english } from '../../texts/english/index.ts';
import { incidentName } from '../../texts/names.ts';
import { AMBER, GREEN, GREY, RED } from '../common/colours.ts';
import { driverName, namesakesByName } from '../common/driverName.ts';
import { clockTime, escapeText, exactTime, fitLines, plainText, relativeTime } from '../common/text.ts';
import { appealFields } from './appeals.ts';
import { decisionFields } from './decisionFields.ts';
import { encounterLine, evidenceFields, touchLine } from './evidenceLines.ts';
import { peopleLines } from './incidentPeople.ts';
import { involvedFields } from './involvedFields.ts';
import { proposalFields } from './proposals.ts';

/** Discord limits all embeds together to 6000 characters. These parts plus a title and a label stay below that. */
const ROOM = { drivers: 1200, contacts: 400, reports: 350, handling: 250, impossible: 250 } as const;
/** If the decisions take two fields, there is no room left for the evidence columns. */
const MOST_DECISION_FIELDS = 1;

export function incidentEmbed(incident: Incident): APIEmbed {
  const { reports } = incident;
  const contacts = inOrder(incident.contacts);
  const [first] = contacts;
  const { encounter } = incident;
  const shown = first ?? encounter;
  const about = [...incident.decisions, ...(incident.appeals ?? [])].map(({ driver }) => driver);
  const among = namesakesByName([...peopleOn(incident), ...about]);
  const decisions = decisionFields(incident, among);
  const hasColumns = shown !== undefined && decisions.length <= MOST_DECISION_FIELDS;
  const parts = [
    whenAndWhere(incident),
    fitLines(peopleLines(incident), ROOM.drivers, english),
    ...(first ? [touchLine(first, english)] : encounter ? [encounterLine(encounter, english)] : []),
    fitLines(furtherLines(contacts, among), ROOM.contacts, english),
    fitLines(
      reports.map((report) => reportLine(report, among)),
      ROOM.reports,
      english,
    ),
    fitLines(handlingLines(incident), ROOM.handling, english),
  ];
  const isEstimate = [...contacts, ...(encounter ? [encounter] : [])].some(
    ({ evidence }) => evidence?.at !== undefined,
  );
  return {
    color: colourOf(incident),
    title: titleOf(incident, contacts),
    description: parts.filter((part) => part !== '').join('\n'),
    fields: [
      ...(hasColumns ? evidenceFields(shown, among, english) : []),
      ...decisions,
      ...proposalFields(incident, among),
      ...appealFields(incident, among),
      ...involvedFields(incident),
      ...impossibleFields(incident),
    ],
    footer: isEstimate ? { text: english.evidenceCaveat({ replay: replayTime(incident) }) } : undefined,
  };
}

/** Everyone who is named on its card, and their namesakes. */
export const peopleOn = (incident: Pick<Incident, 'drivers' | 'namesakes' | 'reports'>): readonly Driver[] => [
  ...withNamesakesOf(incident),
  ...incident.reports.flatMap(({ by, against }) => (against ? [by, against] : [by])),
];

const COLOURS: Readonly<Record<Severity, number>> = { light: GREY, medium: AMBER, heavy: RED };

const colourOf = ({ state, severity, mergedInto }: Incident): number => {
  if (mergedInto !== undefined) return GREY;
  return state === 'closed' || state === 'decided' ? GREEN : COLOURS[severity];
};

/** Who and where: "INC-3 · Elena and Bea · T4". */
function titleOf(incident: Incident, contacts: readonly IncidentContact[]): string {
  const { drivers, reports, mergedInto } = incident;
  const where = (contacts[0] ?? incident.encounter)?.evidence?.where;
  const about = [
    incidentName(incident),
    ...(drivers.length === 0 ? [] : [namesOf(incident, contacts[0])]),
    ...(where === undefined ? [] : [where]),
    ...(contacts.length > 1
      ? [drivers.length > 2 ? `${contacts.length}-contact pile-up` : `${contacts.length} contacts`]
      : []),
    ...(contacts.length > 0 && reports.length > 0 ? ['reported'] : []),
    ...(contacts.length === 0 ? [reports.length > 0 ? 'reported by a driver' : 'opened by a steward'] : []),
    ...(isFirstLap(incident) ? ['lap 1'] : []),
    ...(isAfterFlag(incident) ? ['after the chequered flag'] : []),
    ...(mergedInto === undefined ? [] : [`part of ${incidentName({ number: mergedInto })}`]),
  ];
  return about.join(' · ');
}

const NAMED = 3;

/** The drivers of the first contact come first. */
function namesOf(incident: Incident, first: IncidentContact | undefined): string {
  const { drivers } = incident;
  const among = withNamesakesOf(incident);
  const order = first?.drivers.map(({ guid }) => guid) ?? [];
  const rank = ({ guid }: Driver): number => (order.includes(guid) ? order.indexOf(guid) : order.length);
  const names = drivers
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, NAMED)
    .map((each) => driverName(each, english, among));
  if (drivers.length > NAMED) return `${names.slice(0, NAMED - 1).join(', ')} and ${drivers.length - NAMED + 1} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const isFirstLap = ({ sessionKind, drivers }: Incident): boolean =>
  sessionKind === 'race' && drivers.some(({ lap }) => lap === 1);

const isAfterFlag = ({ drivers }: Incident): boolean => drivers.length > 0 && drivers.every(({ finished }) => finished);

/** Session time for the replay, and wall-clock time for people who were there. */
function whenAndWhere(incident: Incident): string {
  const { at, late, contacts } = incident;
  const session = sessionOf(incident);
  if (late) return `${session} · seen in log, time unknown`;
  const isTold = contacts.length > 0 || incident.sessionMs !== undefined;
  return [clockOf(incident) ?? session, ...(isTold ? [exactTime(at)] : [])].join(' · ');
}

const sessionOf = ({ sessionName, sessionKind }: Incident): string => escapeText(sessionName, 60) || sessionKind;

/** "Race 12:34" */
function clockOf(incident: Incident): string | undefined {
  const { sessionMs } = incident;
  if (sessionMs === undefined) return undefined;
  const session = sessionOf(incident);
  return sessionMs < 0 ? `${session}, before the start` : `${session} ${clockTime(sessionMs)}`;
}

/** Nothing is escaped in a footer. */
const replayTime = ({ sessionName, sessionKind, sessionMs }: Incident): string | undefined =>
  sessionMs === undefined || sessionMs < 0
    ? undefined
    : `${plainText(sessionName, 60) || sessionKind} ${clockTime(sessionMs)}`;

/** The contacts after the first one, one per line. */
function furtherLines(contacts: readonly IncidentContact[], among: readonly Driver[]): readonly string[] {
  const [first, ...others] = contacts;
  return others.map(({ drivers: [one, other], speedKmh, at, evidence }, index) => {
    const seconds = at === undefined || first?.at === undefined ? 0 : Math.round((at - first.at) / 1000);
    return [
      `💥 ${index + 2}. ${driverName(one, english, among)} and ${driverName(other, english, among)}`,
      `${Math.round(speedKmh)} km/h`,
      ...(seconds > 0 ? [`${seconds} s later`] : []),
      ...(evidence?.where === undefined || evidence.where === first?.evidence?.where ? [] : [evidence.where]),
    ].join(' · ');
  });
}

function reportLine({ by, against, words }: Incident['reports'][number], among: readonly Driver[]): string {
  const said = words === '' ? '' : `: ${escapeText(words, 150)}`;
  return `🗣 Reported by **${driverName(by, english, among)}**${against ? ` against **${driverName(against, english, among)}**` : ''}${said}`;
}

/** Who is investigating, and what happened later. */
function handlingLines({ takenBy, state, history }: Incident): readonly string[] {
  const late = history.filter(({ what }) => what === 'late report');
  const merged = history.filter(({ what, other }) => what === 'merged' && other !== undefined);
  return [
    ...(takenBy === undefined || state !== 'under investigation'
      ? []
      : [`🔎 Under investigation: ${escapeText(takenBy, 40)}`]),
    ...late.map(({ by, at }) => `⏰ reported late by ${escapeText(by, 40)} ${relativeTime(at)}`),
    ...merged.map(({ by, other = 0 }) => `🔗 ${incidentName({ number: other })} (${escapeText(by, 40)})`),
  ];
}

function impossibleFields({ impossible, state }: Incident): APIEmbedField[] {
  const reasons = Object.entries(impossible).map(([type, why]) => `${type}: ${escapeText(why, 200)}`);
  if (reasons.length === 0 || state === 'closed' || state === 'decided') return [];
  return [{ name: 'Not possible on this server', value: fitLines(reasons, ROOM.impossible, english) }];
}
