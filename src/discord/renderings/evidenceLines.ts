import type { Driver } from '../../events/events.ts';
import type { CarEvidence, Evidence, IncidentContact } from '../../events/incident.ts';
import { driverName } from '../common/driverName.ts';

/** What the recorded positions say of a contact; where there are none, that. `among`: everyone on the card. */
export function evidenceLines({ drivers, evidence }: IncidentContact, among: readonly Driver[]): readonly string[] {
  if (!evidence) return ['*No positions were recorded: what the cars did before is not known.*'];
  const named = new Map(drivers.map((driver) => [driver.carId, driverName(driver, among)]));
  const nameOf = (carId: number): string => named.get(carId) ?? `car ${carId}`;
  const speeds = evidence.cars.map((car) => `${nameOf(car.carId)}: ${speedsInWords(car)}`);
  const approach = approachInWords(evidence, nameOf);
  return [...speeds, ...(approach === '' ? [] : [approach])];
}

/** "182 km/h 5 s before, 170 km/h 1 s before, 96 km/h at the contact": only what was sampled. */
const speedsInWords = ({ speeds }: CarEvidence): string =>
  speeds
    .map(({ secondsBefore, kmh }) => {
      const when = secondsBefore === 0 ? 'at the contact' : `${secondsBefore} s before`;
      return `${Math.round(kmh)} km/h ${when}`;
    })
    .join(', ');

function approachInWords({ aheadCarId, gapM, closingKmh }: Evidence, nameOf: (carId: number) => string): string {
  if (gapM === undefined) return '';
  const metres = `${Math.round(gapM)} m apart`;
  const lead = aheadCarId === undefined ? 'level' : `${nameOf(aheadCarId)} ahead`;
  const closing = closingKmh === undefined ? '' : closingInWords(closingKmh);
  return `1 s before: ${lead}, ${metres}${closing}`;
}

const closingInWords = (kmh: number): string =>
  Math.round(kmh) > 0 ? `, closing at ${Math.round(kmh)} km/h` : ', not closing';
