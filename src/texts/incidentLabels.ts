import type { Incident } from '../features/incidents/actions.ts';
import { toldApart } from '../kit/namesakes.ts';

/** "INC-3 Elena, Bea: 34 km/h (open)": one of several, on one line. */
export function incidentLabel({ number, drivers, contacts, state }: Incident): string {
  const names = drivers.map((driver) => toldApart(driver, drivers)).join(', ');
  const speed = contacts.length === 0 ? 'reported' : `${topSpeed(contacts)} km/h`;
  return `INC-${number} ${names}: ${speed} (${state})`;
}

export const topSpeed = (contacts: Incident['contacts']): number =>
  Math.round(Math.max(...contacts.map(({ speedKmh }) => speedKmh)));
