import { expect, test } from 'vitest';
import { casesOf } from '../../bench/evidence/judge.ts';
import { type Alongside, isDecided, type Touch } from '../../src/events/evidence.ts';
import { english } from '../../src/texts/english/index.ts';
import { approachIn, brakingIn, consequenceIn, cornerIn, speedsIn, touchIn } from '../../src/texts/evidence.ts';

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
  touchIn(english, { parts, placesApartM: 0.1, alongside }, CARS, nameOf);

test.each<[Touch['parts'], Touch['alongside'], string]>([
  [
    ['nose', 'tail'],
    told(4.2, 0.4, 'none', 'short'),
    'Nose of A to tail of B · no overlap: A 4.2 m ±0.4 behind B, centre to centre',
  ],
  [
    ['right front', 'left side'],
    told(2.56, 0.4, 'some', 'short'),
    'Right front of A to left side of B · overlap: front axle of A 1.8 m ±0.4 short of the mirror of B',
  ],
  [
    ['right front', 'left side'],
    told(1.5, 0.7, 'some', 'level'),
    'Right front of A to left side of B · overlap: front axle of A level with the mirror of B (±0.7 m)',
  ],
  [
    ['right side', 'left side'],
    told(0.2, 0.4, 'side by side', 'past'),
    'Right side of A to left side of B · side by side: A 0.2 m ±0.4 behind B',
  ],
  [
    ['nose', 'nose'],
    { notDecided: 'not parallel' },
    'Nose of A to nose of B · overlap unclear from the data (the cars were not pointing the same way)',
  ],
  [['right side', null], { notDecided: 'one report' }, 'Right side of A; no contact reported by B'],
  [[null, 'tail'], { notDecided: 'one report' }, 'Tail of B; no contact reported by A'],
])('%j', (parts, alongside, text) => {
  expect(touch(parts, alongside)).toBe(text);
});

test.each([
  [{ car: 'A' }, '1 s before contact: A ahead by 3 ±1 m, not closing'],
  ['level', '1 s before contact: level, 3 ±1 m apart, not closing'],
  [
    { unclear: 'broken positions' },
    '1 s before contact: who was ahead unclear from the data (gaps in the telemetry), 3 ±1 m apart, not closing',
  ],
] as const)('the approach gives a lead only if a car was ahead: %j', (ahead, text) => {
  expect(english.evidenceApproach({ ahead, gapM: 3, gapErrorM: 1, closing: 'not closing' })).toBe(text);
});

test('speeds and consequences include their errors', () => {
  const speeds = [
    { secondsBefore: 1, kmh: 170.4, errorKmh: 2 },
    { secondsBefore: 0, kmh: 96.1 },
  ];
  expect(speedsIn(english, { speeds })).toEqual(['96 km/h at the contact, slowing down', 'before: 170 ±2 km/h at 1 s']);
  expect(
    consequenceIn(english, {
      after: 'went on',
      placesLost: 2,
      placeBefore: 3,
      placeAfter: 5,
      timeLostS: { value: 2.1, plusMinus: 0.3 },
    }),
  ).toBe('10 s after: continued, P3 to P5, 2.1 s ±0.3 lost');
  expect(consequenceIn(english, { after: 'stood', stoodS: 6, timeLostS: { notDecided: 'too few laps' } })).toBe(
    '10 s after: stopped for 6 s',
  );
});

test.each([
  [54, 78, ', speeding up'],
  [78, 54, ', slowing down'],
  [78, 80, ', steady'],
])('the wording agrees with speeds of %d km/h a second before and %d at the contact', (before, kmh, change) => {
  const speeds = [
    { secondsBefore: 1, kmh: before, errorKmh: 2 },
    { secondsBefore: 0, kmh, errorKmh: 4 },
  ];
  expect(speedsIn(english, { speeds })[0]).toBe(`${kmh} ±4 km/h at the contact${change}`);
  expect(speedsIn(english, { speeds: speeds.slice(1) })).toEqual([`${kmh} ±4 km/h at the contact`]);
  expect(speedsIn(english, { speeds: [] })).toEqual([]);
});

test('a corner point after the contact is left out, and an unclear one is mentioned', () => {
  const corner = { number: 4, name: 'T4', inside: { carId: 1, byM: { value: 1.5, plusMinus: 0.5 } } } as const;
  const behind = { notDecided: 'after the contact' } as const;
  expect(cornerIn(english, { ...corner, turnIn: behind, apex: behind }, CARS, nameOf)).toEqual([
    'T4: B on the inside by 1.5 m ±0.5',
  ]);
  const broken = { notDecided: 'broken positions' } as const;
  expect(cornerIn(english, { ...corner, inside: broken, turnIn: broken, apex: behind }, CARS, nameOf)).toEqual([
    'T4, turn-in: unclear from the data (gaps in the telemetry)',
  ]);
});

test.each([
  [1.8, 'braked 1.8 s ±0.2 before contact'],
  [0.1, 'braked at the contact (±0.2 s)'],
])('the wording of braking %d s before the contact', (value, text) => {
  const secondsBefore = { value, plusMinus: 0.2 };
  expect(brakingIn(english, { secondsBefore, laterThanUsualM: { notDecided: 'too few laps' }, laps: 1 })).toBe(text);
});

test('the caveat names the replay time if it is known', () => {
  expect(english.evidenceCaveat({ replay: 'Race 12:34' })).toMatch(/^An estimate .*Replay: Race 12:34\.$/);
  expect(english.evidenceCaveat({ replay: undefined })).not.toContain('replay');
});

test('no sentence of the evidence assigns blame', () => {
  const lines = casesOf(9, 60, { network: { apartMs: 50 } }).flatMap(({ evidence }) => [
    ...(evidence.touch ? [touchIn(english, evidence.touch, CARS, nameOf)] : []),
    ...(isDecided(evidence.corner) ? cornerIn(english, evidence.corner, CARS, nameOf) : []),
    approachIn(english, evidence, nameOf),
    ...evidence.cars.flatMap((car) => [
      ...speedsIn(english, car),
      ...(isDecided(car.braking) ? [brakingIn(english, car.braking)] : []),
    ]),
    english.evidenceCaveat({ replay: 'Race 1:02' }),
  ]);
  expect(lines.length).toBeGreaterThan(400);
  expect(
    lines.filter((line) => /fault|guilty|caused|to blame|culprit|unsafe|should have|illegal|NaN|undefined/i.test(line)),
  ).toEqual([]);
});
