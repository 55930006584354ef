/** The evidence about the first contact of an incident. The cars are called A and B, as in its picture. */
import type { APIEmbedField } from 'discord.js';
import type { Driver } from '../../events/events.ts';
import { type CarEvidence, isDecided } from '../../events/evidence.ts';
import type { Encounter, IncidentContact } from '../../events/incident.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { approachIn, brakingIn, consequenceIn, cornerIn, speedsIn, touchIn } from '../../texts/evidence.ts';
import { driverName } from '../common/driverName.ts';

type Contact = Pick<IncidentContact, 'drivers' | 'evidence'>;

const lettersOf =
  ({ drivers: [one] }: Contact) =>
  (carId: number): string =>
    carId === one.carId ? 'A' : 'B';

const carsOf = ({ drivers: [one, other] }: Contact) => [one.carId, other.carId] as const;

/** "34 km/h · Right front of A to left side of B · overlap: ...", on one line. */
export function touchLine(contact: Contact & Pick<IncidentContact, 'speedKmh'>, words: Catalogue): string {
  const touch = contact.evidence?.touch;
  const speed = `${Math.round(contact.speedKmh)} km/h`;
  return touch ? `${speed} · ${touchIn(words, touch, carsOf(contact), lettersOf(contact))}` : speed;
}

/** For an encounter that no game reported as a contact. */
export const encounterLine = ({ nearestM }: Encounter, words: Catalogue): string => words.evidenceNearest({ nearestM });

/** A column for each car, and below them what concerns both. Empty if there is no position data. */
export function evidenceFields(contact: Contact, among: readonly Driver[], words: Catalogue): APIEmbedField[] {
  const { drivers, evidence } = contact;
  if (evidence?.at === undefined) return [];
  const columns = drivers.map((driver, index) => ({
    name: `${index === 0 ? 'A' : 'B'} · ${driverName(driver, words, among)}`,
    value: carLines(evidence.cars[index], words).join('\n') || words.evidenceNoTelemetry(),
    inline: true,
  }));
  const { corner } = evidence;
  const letters = lettersOf(contact);
  const both = [
    ...(corner && isDecided(corner) ? cornerIn(words, corner, carsOf(contact), letters) : []),
    approachIn(words, evidence, letters),
  ].filter((line) => line !== '');
  return [...columns, ...(both.length === 0 ? [] : [{ name: words.evidenceBefore(), value: both.join('\n') }])];
}

function carLines(car: CarEvidence | undefined, words: Catalogue): readonly string[] {
  if (!car) return [];
  const { braking, consequence } = car;
  return [
    ...speedsIn(words, car),
    ...(braking && isDecided(braking) ? [brakingIn(words, braking)] : []),
    ...(consequence && isDecided(consequence) ? [consequenceIn(words, consequence)] : []),
  ];
}
