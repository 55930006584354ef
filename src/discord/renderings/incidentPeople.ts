/** The drivers in an incident, one line each, with what a steward wants to know before deciding. */
import { type Incident, type InvolvedDriver, inOrder } from '../../events/incident.ts';
import { english } from '../../texts/english/index.ts';
import { penaltyName } from '../../texts/names.ts';
import { driverName } from '../common/driverName.ts';
import { escapeText } from '../common/text.ts';

/** With more cars than this, lines are kept short. */
const MOST_IN_FULL = 6;
const SANCTIONS_SHOWN = 3;

export function peopleLines({ drivers, contacts, encounter }: Incident): readonly string[] {
  const first = inOrder(contacts)[0] ?? encounter;
  const letters = new Map(first?.drivers.map(({ guid }, index) => [guid, 'AB'.charAt(index)]));
  const places = new Map(first?.evidence?.cars.map((car) => [car.carId, placeOf(car)]));
  return drivers
    .toSorted((one, other) => rank(letters.get(one.guid)) - rank(letters.get(other.guid)))
    .map((driver) => {
      const letter = letters.get(driver.guid);
      const position = (letter && places.get(driver.carId)) ?? driver.position;
      const isShort = letter === undefined && drivers.length > MOST_IN_FULL;
      return [
        `${letter ? `\`${letter}\` ` : ''}**${driverName(driver, english)}** car ${driver.carId}`,
        ...(driver.finished ? ['had finished'] : driver.lap === undefined ? [] : [`lap ${driver.lap}`]),
        ...(position === undefined ? [] : [`P${position}`]),
        ...(isShort ? [] : more(driver)),
      ].join(' · ');
    });
}

/** The drivers of the first contact come first. */
const rank = (letter: string | undefined): number => (letter === 'A' ? 0 : letter === 'B' ? 1 : 2);

type Car = NonNullable<Incident['contacts'][number]['evidence']>['cars'][number];

/** A second before the contact, computed from the cars' positions. */
const placeOf = ({ consequence }: Car): number | undefined =>
  consequence && 'placeBefore' in consequence ? consequence.placeBefore : undefined;

function more({ model, sanctions = [], points }: InvolvedDriver): readonly string[] {
  const shown = sanctions.slice(-SANCTIONS_SHOWN).map((each) => {
    const { type, amount, laps } = each;
    return `${english.decision({ says: type, amount, laps })} (${penaltyName(each)})`;
  });
  const left = sanctions.length - shown.length;
  return [
    ...(model === undefined ? [] : [escapeText(model, 40)]),
    ...(shown.length === 0 ? [] : [`so far: ${left > 0 ? `${left} more, ` : ''}${shown.join(', ')}`]),
    ...(points === undefined ? [] : [`${points} licence point${points === 1 ? '' : 's'}`]),
  ];
}
