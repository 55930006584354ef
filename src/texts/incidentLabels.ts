/** Incident labels to choose from, in English, for front ends that have no catalogue yet. */
import type { Incident } from '../events/incident.ts';
import { toldApart } from '../kit/namesakes.ts';
import { officialTexts } from './english/officials.ts';

export const incidentLabel = ({ number, drivers, contacts, state }: Incident): string =>
  officialTexts.incidentLabel({
    number,
    drivers: drivers.map((driver) => toldApart(driver, drivers)),
    topSpeedKmh: topSpeed(contacts),
    state,
  });

const topSpeed = (contacts: Incident['contacts']): number | undefined =>
  contacts.length === 0 ? undefined : Math.round(Math.max(...contacts.map(({ speedKmh }) => speedKmh)));
