/** Incident labels to choose from, in English, for front ends that have no catalogue yet. */
import { type Incident, withNamesakesOf } from '../events/incident.ts';
import { toldApart } from '../kit/namesakes.ts';
import { officialTexts } from './english/officials.ts';

export function incidentLabel(incident: Incident): string {
  const { number, drivers, contacts, state } = incident;
  const among = withNamesakesOf(incident);
  return officialTexts.incidentLabel({
    number,
    drivers: drivers.map((driver) => toldApart(driver, among)),
    topSpeedKmh: topSpeed(contacts),
    state,
  });
}

const topSpeed = (contacts: Incident['contacts']): number | undefined =>
  contacts.length === 0 ? undefined : Math.round(Math.max(...contacts.map(({ speedKmh }) => speedKmh)));
