/** What an incident is known to be, for stewards: who, what was measured, what was reported and decided. */
import type { APIEmbed, APIEmbedField } from 'discord.js';
import type { Driver } from '../../events/events.ts';
import type { Incident, IncidentContact, InvolvedDriver, Severity } from '../../events/incident.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { incidentName } from '../../texts/names.ts';
import { AMBER, GREEN, GREY, RED } from '../common/colours.ts';
import { driverName } from '../common/driverName.ts';
import { escapeText, fitLines, relativeTime } from '../common/text.ts';
import { appealFields } from './appeals.ts';
import { decisionFields } from './decisionFields.ts';
import { evidenceLines } from './evidenceLines.ts';

/** Of all embeds together Discord takes 6000 characters: these parts, a title and a label stay below. */
const ROOM = { drivers: 1600, contacts: 1000, reports: 400, handling: 300, decisions: 950, impossible: 300 } as const;

export function incidentEmbed(incident: Incident, words: Catalogue): APIEmbed {
  const { contacts, reports, drivers } = incident;
  const among = peopleOn(incident);
  const parts = [
    whenAndWhere(incident),
    fitLines(drivers.map(driverLine), ROOM.drivers, words),
    fitLines(contactLines(contacts, among), ROOM.contacts, words),
    fitLines(
      reports.map((report) => reportLine(report, among)),
      ROOM.reports,
      words,
    ),
    fitLines(handlingLines(incident), ROOM.handling, words),
  ];
  return {
    color: colourOf(incident),
    title: titleOf(incident),
    description: parts.filter((part) => part !== '').join('\n'),
    fields: [
      ...decisionFields(incident, among, words),
      ...appealFields(incident, among, words),
      ...impossibleFields(incident, words),
    ],
  };
}

/** Everyone whom a card about it names. */
export const peopleOn = ({ drivers, reports }: Incident): readonly Driver[] => [
  ...drivers,
  ...reports.flatMap(({ by, against }) => (against ? [by, against] : [by])),
];

const COLOURS: Readonly<Record<Severity, number>> = { light: GREY, medium: AMBER, heavy: RED };

const colourOf = ({ state, severity, mergedInto }: Incident): number => {
  if (mergedInto !== undefined) return GREY;
  return state === 'closed' || state === 'decided' ? GREEN : COLOURS[severity];
};

function titleOf(incident: Incident): string {
  const { contacts, drivers, reports } = incident;
  const speed = Math.round(Math.max(...contacts.map(({ speedKmh }) => speedKmh)));
  const about = [
    incidentName(incident),
    ...(contacts.length > 0 ? [`${drivers.length} cars`, `${speed} km/h`] : ['reported by a driver']),
    ...(contacts.length > 1 ? [`${drivers.length > 2 ? 'chain of ' : ''}${contacts.length} contacts`] : []),
    ...(contacts.length > 0 && reports.length > 0 ? ['reported'] : []),
    ...(isFirstLap(incident) ? ['first lap'] : []),
    ...(isAfterFlag(incident) ? ['after the chequered flag'] : []),
    ...(incident.mergedInto === undefined ? [] : [`part of ${incidentName({ number: incident.mergedInto })}`]),
  ];
  return about.join(' · ');
}

const isFirstLap = ({ sessionKind, drivers }: Incident): boolean =>
  sessionKind === 'race' && drivers.some(({ lap }) => lap === 1);

const isAfterFlag = ({ drivers }: Incident): boolean => drivers.length > 0 && drivers.every(({ finished }) => finished);

function whenAndWhere({ sessionName, sessionKind, sessionMs, contacts, late }: Incident): string {
  const session = escapeText(sessionName, 60) || sessionKind;
  const place = contacts[0]?.evidence?.place;
  return [
    ...(sessionMs === undefined ? [session] : [clockOf(session, sessionMs)]),
    ...(place === undefined ? [] : [`${Math.round(place * 100)} % of the lap`]),
    ...(late ? ['noticed late: when it happened is not known'] : []),
  ].join(' · ');
}

const clockOf = (session: string, ms: number): string =>
  ms < 0 ? `${session}, before the start` : `${session}, ${clockTime(ms)}`;

function clockTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return [hours, minutes, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function driverLine(driver: InvolvedDriver): string {
  const { carId, lap, finished, earlier } = driver;
  const before = earlier.slice(-EARLIER_SHOWN).map((number) => incidentName({ number }));
  const more = earlier.length > before.length ? `${earlier.length - before.length} more, ` : '';
  return [
    `**${driverName(driver)}** car ${carId}`,
    ...(finished ? ['had finished'] : lap === undefined ? [] : [`lap ${lap}`]),
    ...(before.length === 0 ? [] : [`earlier today: ${more}${before.join(', ')}`]),
  ].join(' · ');
}

const EARLIER_SHOWN = 3;

/** In a long chain every contact is named, and the hardest one shown in full. */
function contactLines(contacts: readonly IncidentContact[], among: readonly Driver[]): readonly string[] {
  const hardest = Math.max(...contacts.map(({ speedKmh }) => speedKmh));
  return contacts.flatMap((contact) => {
    const isShown = contacts.length <= SHOWN_IN_FULL || contact.speedKmh === hardest;
    return [
      ...(contacts.length > 1 ? [contactLine(contact, among)] : []),
      ...(isShown ? evidenceLines(contact, among) : []),
    ];
  });
}

const SHOWN_IN_FULL = 2;

const contactLine = ({ drivers: [one, other], speedKmh }: IncidentContact, among: readonly Driver[]): string =>
  `💥 ${driverName(one, among)} and ${driverName(other, among)}, ${Math.round(speedKmh)} km/h`;

function reportLine({ by, against, words }: Incident['reports'][number], among: readonly Driver[]): string {
  const said = words === '' ? '' : `: ${escapeText(words, 150)}`;
  return `🗣 **${driverName(by, among)}** reports${against ? ` **${driverName(against, among)}**` : ' it'}${said}`;
}

/** Who looks at it, and what came later. */
function handlingLines({ takenBy, state, history }: Incident): readonly string[] {
  const late = history.filter(({ what }) => what === 'late report');
  const merged = history.filter(({ what, other }) => what === 'merged' && other !== undefined);
  return [
    ...(takenBy === undefined || state !== 'under investigation' ? [] : [`🔎 ${escapeText(takenBy, 40)} looks at it`]),
    ...late.map(({ by, at }) => `⏰ reported late by ${escapeText(by, 40)} ${relativeTime(at)}`),
    ...merged.map(({ by, other = 0 }) => `🔗 ${incidentName({ number: other })} (${escapeText(by, 40)})`),
  ];
}

function impossibleFields({ impossible, state }: Incident, words: Catalogue): APIEmbedField[] {
  const reasons = Object.entries(impossible).map(([type, why]) => `${type}: ${escapeText(why, 200)}`);
  if (reasons.length === 0 || state === 'closed' || state === 'decided') return [];
  return [{ name: 'Not possible on this server', value: fitLines(reasons, ROOM.impossible, words) }];
}
