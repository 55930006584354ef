import type { Driver } from '../../events/events.ts';
import { type CarEvidence, isDecided } from '../../events/evidence.ts';
import type { IncidentContact } from '../../events/incident.ts';
import { evidenceTexts } from '../../texts/evidence.ts';
import { driverName } from '../common/driverName.ts';

/** What is known of a contact; where no positions were recorded, that as well. `among`: everyone on the card. */
export function evidenceLines({ drivers, evidence }: IncidentContact, among: readonly Driver[]): readonly string[] {
  const named = new Map(drivers.map((driver) => [driver.carId, driverName(driver, among)]));
  const nameOf = (carId: number): string => named.get(carId) ?? `car ${carId}`;
  const cars = [drivers[0].carId, drivers[1].carId] as const;
  const touch = evidence?.touch ? evidenceTexts.touch(evidence.touch, cars, nameOf) : [];
  if (!evidence || evidence.at === undefined) {
    return [...touch, '*No positions were recorded: what the cars did before is not known.*'];
  }
  const { corner } = evidence;
  return [
    ...touch,
    ...(corner && isDecided(corner) ? evidenceTexts.corner(corner, cars, nameOf) : []),
    ...evidence.cars.flatMap((car) => carLine(car, nameOf) ?? []),
    ...[evidenceTexts.approach(evidence, nameOf)].filter((line) => line !== ''),
  ];
}

function carLine(car: CarEvidence, nameOf: (carId: number) => string): string | undefined {
  const { braking, consequence } = car;
  const parts = [
    ...(car.speeds.length > 0 ? [evidenceTexts.speeds(car)] : []),
    ...(braking && isDecided(braking) ? [evidenceTexts.braking(braking)] : []),
    ...(consequence && isDecided(consequence) ? [evidenceTexts.consequence(consequence)] : []),
  ];
  return parts.length === 0 ? undefined : `${nameOf(car.carId)}: ${parts.join('; ')}`;
}
