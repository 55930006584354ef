import { describe, expect, it } from 'vitest';
import type { Touch } from '../../../src/events/evidence.ts';
import { altTextOf, withSpeeds } from '../../../src/features/incidents/pictureWords.ts';
import { wordsIn } from '../../../src/texts/languages.ts';
import { dive } from '../../pictures/contacts.ts';

const english = wordsIn('en');
const { cars } = dive();
const drivers = [
  { carId: 12, guid: '76561190000000012', name: 'Ada' },
  { carId: 7, guid: '76561190000000007', name: 'Ben' },
] as const;
const touch: Touch = { parts: ['right front', 'left side'], alongside: { notDecided: 'one report' } };

describe('the words of a picture', () => {
  it('describe what it shows', () => {
    expect(altTextOf(english, { place: 'T4', cars, drivers, touch })).toBe(
      'Map of the contact: T4. Car 12 is A (orange, solid line), car 7 is B (blue, dashed line). ' +
        'A at 143 km/h 2 s before, 57 km/h at the contact. B at 130 km/h 2 s before, 55 km/h at the contact. ' +
        'Right front of A to left side of B.',
    );
    expect(cars.map((car) => withSpeeds(english, car).speeds)).toEqual(['143 to 57 km/h', '130 to 55 km/h']);
  });

  it('are in the language of the league', () => {
    const german = wordsIn('de');
    expect(altTextOf(german, { place: 'between T4 and T5', cars, drivers, touch })).toBe(
      'Karte des Kontakts: zwischen T4 und T5. Auto 12 ist A (orange, durchgezogene Linie), ' +
        'Auto 7 ist B (blau, gestrichelte Linie). A mit 143 km/h 2 s davor, 57 km/h beim Kontakt. ' +
        'B mit 130 km/h 2 s davor, 55 km/h beim Kontakt. A vorne rechts an B linke Seite.',
    );
    expect(withSpeeds(german, cars[0]).speeds).toBe('143 auf 57 km/h');
  });

  it('give the speed at the contact from the card, not from the drawn trace', () => {
    const at = { secondsBefore: 0, kmh: 74.6, errorKmh: 5 };
    const told = { ...cars[0], told: [{ secondsBefore: 1, kmh: 90.2, errorKmh: 2 }, at] };
    expect(withSpeeds(english, told)).toEqual({ ...cars[0], speeds: '143 to 75 km/h' });
    expect(altTextOf(english, { place: 'T4', cars: [told, cars[1]], drivers, touch })).toContain(
      'A at 143 km/h 2 s before, 75 km/h at the contact.',
    );
    // Where a car was pushed, the card gives no speed, and neither does the picture.
    expect(withSpeeds(english, { ...told, told: told.told.slice(0, 1) }).speeds).toBeUndefined();
  });

  it('leave out what is unknown', () => {
    const unknown = { number: '9', trace: [] };
    expect(altTextOf(english, { place: undefined, cars: [unknown, cars[1]], drivers, touch: undefined })).toBe(
      'Map of the contact. Car 9 is A (orange, solid line), car 7 is B (blue, dashed line). B at 130 km/h 2 s before, 55 km/h at the contact.',
    );
    expect(withSpeeds(english, unknown).speeds).toBeUndefined();
  });

  it('are no longer than Discord allows', () => {
    expect(altTextOf(english, { place: 'x'.repeat(2000), cars, drivers, touch })).toHaveLength(1024);
  });
});
