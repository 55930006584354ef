/** A card and its picture say the same about one contact. */
import { describe, expect, it } from 'vitest';
import type { Driver } from '../../../src/events/events.ts';
import { type CarEvidence, isDecided } from '../../../src/events/evidence.ts';
import { contactEvidence } from '../../../src/features/incidents/evidence.ts';
import { pictureOf } from '../../../src/features/incidents/picture.ts';
import type { IncidentFile } from '../../../src/features/incidents/table.ts';
import { DrawnTrace } from '../../../src/pictures/trace.ts';
import type { Sample } from '../../../src/race/tracesSample.ts';
import { wordsIn } from '../../../src/texts/languages.ts';

const AT = 1_700_000_000_000;
const driver = (carId: number, name: string): Driver => ({ carId, guid: `7656119790000000${carId}`, name });
const [ada, ben] = [driver(3, 'Ada'), driver(7, 'Ben')];

/** A car at this speed that brakes at 10 m/s² from some seconds before the contact on, however often before that. */
interface Drive {
  readonly kmh: number;
  readonly brakes: readonly { readonly from: number; readonly to: number }[];
}

const speedAt = ({ kmh, brakes }: Drive, t: number): number =>
  brakes.reduce((speed, { from, to }) => speed - 10 * Math.max(0, Math.min(t, to) - from), kmh / 3.6);

const STEP_S = 0.01;

/** Where the car is: at 0 at the contact. */
function placeAt(drive: Drive, t: number): number {
  let metres = 0;
  for (let each = Math.min(t, 0); each < Math.max(t, 0) - STEP_S / 2; each += STEP_S) {
    metres += (Math.sign(t) * (speedAt(drive, each) + speedAt(drive, each + STEP_S)) * STEP_S) / 2;
  }
  return metres;
}

/** Every quarter of a second; each is received this late, in turn. */
const traceOf = (drive: Drive, z: number, lateMs: readonly number[]): readonly Sample[] =>
  Array.from({ length: 29 }, (_, index): Sample => {
    const t = -6 + 0.25 * index;
    const speed = speedAt(drive, t);
    return {
      at: AT + t * 1000 + (lateMs[index % lateMs.length] ?? 0),
      position: [placeAt(drive, t), 10, z],
      velocity: [speed, 0, 0],
      speedKmh: speed * 3.6,
      place: 0.1,
    };
  });

function fileOf(drives: readonly [Drive, Drive], lateMs: readonly number[]): IncidentFile {
  const reports = [
    { driver: ada, other: ben, at: AT + 600, position: [0, 10, 1], relativePosition: [-0.9, 0, 0] },
    { driver: ben, other: ada, at: AT + 900, position: [0, 10, 1], relativePosition: [0.9, 0, 0] },
  ] as unknown as IncidentFile['contacts'][number]['reports'];
  const contact = { drivers: [ada, ben], reports } as const;
  const seconds = { 3: traceOf(drives[0], 0, lateMs), 7: traceOf(drives[1], 2, lateMs) };
  const told = { drivers: contact.drivers, speedKmh: 30, evidence: contactEvidence(contact, seconds) };
  const drivers = [ada, ben].map((each) => ({ ...each, lap: 7, earlier: [] }));
  const facts = { drivers, contacts: [told] } as unknown as IncidentFile['facts'];
  return { number: 12, firstAt: AT, lastAt: AT, contacts: [contact], facts, seconds } as unknown as IncidentFile;
}

const carsOf = (file: IncidentFile): readonly (CarEvidence | undefined)[] =>
  file.facts.contacts[0]?.evidence?.cars ?? [];
const picturedIn = (file: IncidentFile) => pictureOf(file, { words: wordsIn('en') })?.cars ?? [];

const ONCE: Drive = { kmh: 180, brakes: [{ from: -2.1, to: 2 }] };
const TWICE: Drive = {
  kmh: 200,
  brakes: [
    { from: -3.6, to: -2.6 },
    { from: -1.1, to: 1 },
  ],
};
const STEADY: Drive = { kmh: 125, brakes: [] };

describe.each([
  ['received evenly', [0]],
  ['received in bursts', [0, 120]],
  ['received in longer bursts', [200, 100, 0]],
])('positions %s', (_name, lateMs) => {
  it.each([
    ['a car that brakes once, and one that does not', [ONCE, STEADY]],
    ['a car that brakes twice, and one that brakes once', [TWICE, ONCE]],
  ] as const)('%s: the picture draws the speeds and the braking of the card', (_cars, drives) => {
    const file = fileOf(drives, lateMs);
    const pictured = picturedIn(file);
    expect(carsOf(file)).toHaveLength(2);
    carsOf(file).forEach((car, index) => {
      const drawn = new DrawnTrace(pictured[index]?.trace ?? [], -6, 3);
      expect(car?.speeds.map(({ secondsBefore }) => secondsBefore)).toEqual([5, 3, 1, 0]);
      for (const { secondsBefore, kmh, errorKmh = 0 } of car?.speeds ?? []) {
        expect(Math.abs(kmh - (drawn.at(-secondsBefore)?.kmh ?? Number.NaN))).toBeLessThanOrEqual(errorKmh);
      }
      const { braking } = car ?? {};
      const braked = braking && isDecided(braking) ? -braking.secondsBefore.value : undefined;
      expect(pictured[index]?.braked).toBe(braked);
    });
  });

  it('a steady car has one speed, whatever is received late', () => {
    const speeds = carsOf(fileOf([ONCE, STEADY], lateMs))[1]?.speeds ?? [];
    expect(speeds.map(({ kmh }) => Math.round(kmh))).toEqual([125, 125, 125, 125]);
  });

  it('a car that braked twice is said and drawn to have braked where it last did', () => {
    const file = fileOf([TWICE, ONCE], lateMs);
    expect(Math.abs((picturedIn(file)[0]?.braked ?? 0) + 1.1)).toBeLessThan(0.35);
  });
});

it('braking before the seconds that a card and its picture show is on neither', () => {
  const file = fileOf([{ kmh: 180, brakes: [{ from: -5.6, to: -5.1 }] }, STEADY], [0]);
  expect(carsOf(file)[0]?.braking).toEqual({ notDecided: 'broken positions' });
  expect(picturedIn(file)[0]?.braked).toBeUndefined();
});
