/** Which drivers of an incident a decision is about, and whether it is still possible. */
import type { Driver } from '../../events/events.ts';
import type { Incident } from '../../events/incident.ts';
import type { Proposal } from '../../events/proposal.ts';
import { isFinding, undecidedOf } from '../../events/standing.ts';
import { InputError, UserError } from '../../kit/errors.ts';
import type { RaceState } from '../../race/state.ts';
import { incidentName } from '../../texts/names.ts';
import type { Matter } from '../judging/bench.ts';
import type { RulingOrder } from './overtaken.ts';

export const matterOf = ({ number, run, session }: Incident): Matter => ({
  run,
  session,
  incident: number,
  drivers: [],
});

export const IS_FINAL = (what: string): string => `${what} is part of a final result; nothing was changed.`;

export function refuseClosed(incident: Incident): void {
  if (incident.state === 'closed') throw new UserError(IS_FINAL(incidentName(incident)));
}

/** @throws UserError for somebody who was not in it, if a penalty names nobody, and if all are decided */
export function chosenIn(
  incident: Incident,
  named: readonly Pick<Driver, 'guid' | 'name'>[],
  { outcome }: RulingOrder,
): readonly Pick<Driver, 'guid'>[] {
  const { drivers, decisions } = incident;
  const names = drivers.map((driver) => driver.name || `car ${driver.carId}`).join(', ');
  for (const { guid, name } of named) {
    if (drivers.some((driver) => driver.guid === guid)) continue;
    throw new InputError(`${name || guid} was not in ${incidentName(incident)}: it involves ${names}.`);
  }
  if (named.length > 0) return named;
  if (outcome === 'withdrawn' || !isFinding(outcome)) {
    throw new InputError(`Which driver? ${incidentName(incident)} involves ${names}.`);
  }
  const undecided = undecidedOf(drivers, decisions);
  if (undecided.length > 0) return undecided;
  throw new UserError(`Every driver in ${incidentName(incident)} already has a decision; nothing was done.`);
}

/** The driver's current seat, or the one at the time. */
export function seatOf({ drivers }: RaceState, incident: Incident, guid: string): Driver {
  const found = [...drivers.values(), ...incident.drivers].find((driver) => driver.guid === guid);
  if (!found) throw new Error(`${guid} was not in ${incidentName(incident)}`);
  return { carId: found.carId, guid, name: found.name };
}

/** Whether a proposal is about some of these drivers. */
export const isAbout = (
  { number, drivers }: Proposal,
  { proposals = [] }: Incident,
  guids: readonly Pick<Driver, 'guid'>[],
): boolean =>
  proposals.some((each) => each.number === number) &&
  drivers.some(({ guid }) => guids.some((chosen) => chosen.guid === guid));
