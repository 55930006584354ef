/** Incidents to choose from, in English, for front ends that are not given a catalogue yet. */
import type { Incident } from '../events/incident.ts';
import { toldApart } from '../kit/namesakes.ts';
import { incidentTexts } from './english/incidents.ts';

export const incidentLabel = ({ number, drivers, contacts, state }: Incident): string =>
  incidentTexts.incidentLabel({
    number,
    drivers: drivers.map((driver) => toldApart(driver, drivers)),
    topSpeedKmh: topSpeed(contacts),
    state,
  });

const topSpeed = (contacts: Incident['contacts']): number | undefined =>
  contacts.length === 0 ? undefined : Math.round(Math.max(...contacts.map(({ speedKmh }) => speedKmh)));
