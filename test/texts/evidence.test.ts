import { expect, test } from 'vitest';
import { casesOf } from '../../bench/evidence/judge.ts';
import { type Alongside, isDecided, type Touch } from '../../src/events/evidence.ts';
import { evidenceTexts } from '../../src/texts/evidence.ts';

const nameOf = (carId: number): string => (carId === 0 ? 'A' : 'B');
const CARS = [0, 1] as const;

const told = (behindM: number, error: number, overlap: Alongside['overlap'], axle: Alongside['axle']): Alongside => ({
  carId: 0,
  behindM: { value: behindM, plusMinus: error },
  overlap,
  axleToMirrorM: { value: 0.8 - behindM, plusMinus: error },
  axle,
});

const touch = (parts: Touch['parts'], alongside: Touch['alongside']): string =>
  evidenceTexts.touch({ parts, placesApartM: 0.1, alongside }, CARS, nameOf).join(' ');

test.each<[Touch['parts'], Touch['alongside'], string]>([
  [
    ['nose', 'tail'],
    told(4.2, 0.4, 'none', 'short'),
    'Nose of A to tail of B. At the contact, no overlap: A 4.2 m ±0.4 behind B.',
  ],
  [
    ['right front', 'left side'],
    told(2.56, 0.4, 'some', 'short'),
    'Right front of A to left side of B. At the contact, overlap: front axle of A 1.8 m ±0.4 short of the mirror of B.',
  ],
  [
    ['right front', 'left side'],
    told(1.5, 0.7, 'some', 'level'),
    'Right front of A to left side of B. At the contact, overlap: front axle of A level with the mirror of B (±0.7 m).',
  ],
  [
    ['right side', 'left side'],
    told(0.2, 0.4, 'side by side', 'past'),
    'Right side of A to left side of B. At the contact, side by side: A 0.2 m ±0.4 behind B.',
  ],
  [
    ['nose', 'nose'],
    { notDecided: 'not parallel' },
    'Nose of A to nose of B. How far alongside they were is not decidable from the data (the cars were not pointing the same way).',
  ],
  [['right side', null], { notDecided: 'one report' }, 'Right side of A. The game of B reported no contact.'],
  [[null, 'tail'], { notDecided: 'one report' }, 'Tail of B. The game of A reported no contact.'],
])('%j', (parts, alongside, text) => {
  expect(touch(parts, alongside)).toBe(text);
});

test('speeds and what became of a car have their errors', () => {
  const speeds = [
    { secondsBefore: 1, kmh: 170.4, errorKmh: 2 },
    { secondsBefore: 0, kmh: 96.1 },
  ];
  expect(evidenceTexts.speeds({ carId: 0, speeds })).toBe('170 ±2 km/h 1 s before, 96 km/h at the contact');
  expect(
    evidenceTexts.consequence({
      after: 'went on',
      placesLost: 2,
      placeBefore: 3,
      placeAfter: 5,
      timeLostS: { value: 2.1, plusMinus: 0.3 },
    }),
  ).toBe('10 s after: went on, P3 to P5, 2.1 s ±0.3 lost');
  expect(evidenceTexts.consequence({ after: 'stood', stoodS: 6, timeLostS: { notDecided: 'too few laps' } })).toBe(
    '10 s after: stood for 6 s',
  );
});

test('nothing that is said has a word of blame or a verdict in it', () => {
  const lines = casesOf(9, 60, { network: { apartMs: 50 } }).flatMap(({ evidence }) => [
    ...(evidence.touch ? evidenceTexts.touch(evidence.touch, CARS, nameOf) : []),
    ...(isDecided(evidence.corner) ? evidenceTexts.corner(evidence.corner, CARS, nameOf) : []),
    evidenceTexts.approach(evidence, nameOf),
    ...evidence.cars.flatMap((car) => [
      evidenceTexts.speeds(car),
      ...(isDecided(car.braking) ? [evidenceTexts.braking(car.braking)] : []),
    ]),
    evidenceTexts.caveat,
  ]);
  expect(lines.length).toBeGreaterThan(400);
  expect(
    lines.filter((line) => /fault|guilty|caused|to blame|culprit|unsafe|should have|illegal|NaN|undefined/i.test(line)),
  ).toEqual([]);
});
