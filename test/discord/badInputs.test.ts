import { afterEach, expect, test } from 'vitest';
import { decodeFromServer, encode } from '../../src/acserver/udp/codec.ts';
import type { FromServer } from '../../src/acserver/udp/packets.ts';
import { PacketError } from '../../src/acserver/udp/reader.ts';
import { incidentEmbed } from '../../src/discord/renderings/incidentEmbed.ts';
import type { EventBody, Position } from '../../src/events/events.ts';
import { pictureOf } from '../../src/features/incidents/picture.ts';
import type { LearntLine } from '../../src/features/track/line.ts';
import { wordsIn } from '../../src/texts/languages.ts';
import { car, type IncidentRig, incidentRig, startRace } from '../features/incidents/rig.ts';

// Bad values in datagrams, up to the card that stewards read: what is unknown is left out, and nothing shown is wrong.

/** Car 1 runs into the tail of car 2, at x = 0 after 8 s, on the straight along x. */
const CONTACT_MS = 8000;
const [FASTER, SLOWER] = [50, 40];
const HALF_CAR_M = 2.1;

interface CarAt {
  readonly carId: number;
  readonly pos: Position;
  readonly velocity: Position;
}

let rig: IncidentRig | undefined;
afterEach(() => {
  rig?.remove();
  rig = undefined;
});

interface Setting {
  /** Changes each position on its way; unchanged when absent. */
  readonly change?: (at: CarAt, ms: number) => readonly CarAt[];
  readonly line?: LearntLine;
  readonly lengthM?: number;
  /** The car that is hit. */
  readonly other?: number;
}

/** Offsets of each field's three floats in the datagram. */
const AT = { pos: 2, velocity: 14 } as const;

/** As the game server sends it, with any numbers; nothing if it cannot be decoded. */
function told({ carId, pos, velocity }: CarAt, normalizedSplinePos: number): readonly FromServer[] {
  const still = { carId, pos: [0, 0, 0], velocity: [0, 0, 0], gear: 4, rpm: 6000, normalizedSplinePos } as const;
  const datagram = encode({ type: 'carUpdate', ...still });
  for (const [index, value] of pos.entries()) datagram.writeFloatLE(value, AT.pos + 4 * index);
  for (const [index, value] of velocity.entries()) datagram.writeFloatLE(value, AT.velocity + 4 * index);
  try {
    return [decodeFromServer(datagram)].flatMap((packet) => packet ?? []);
  } catch (error) {
    // The product counts it and drops it.
    if (error instanceof PacketError) return [];
    throw error;
  }
}

const runAt = (carId: number, ms: number): CarAt => {
  const seconds = (ms - CONTACT_MS) / 1000;
  const speed = seconds > 0 ? (FASTER + SLOWER) / 2 : carId === 1 ? FASTER : SLOWER;
  return { carId, pos: [(carId === 1 ? -1 : 1) * HALF_CAR_M + speed * seconds, 0, 0], velocity: [speed, 0, 0] };
};

function race({ change = (at) => [at], line, lengthM = 4000, other = 2 }: Setting) {
  rig = incidentRig({ known: { line: () => line } });
  const { clock } = rig;
  startRace(rig, 3);
  for (let ms = 0; ms < 13_000; ms += 245) {
    for (const at of [1, 2].flatMap((carId) => change(runAt(carId, ms), ms))) {
      const place = (((0.3 + at.pos[0] / lengthM) % 1) + 1) % 1;
      rig.packets(...told(at, Number.isFinite(place) ? place : 0.3));
    }
    clock.advance(245);
    if (ms > 9000 && ms <= 9245) rig.tell(contactOf(1, other, HALF_CAR_M));
    if (ms > 10_500 && ms <= 10_745 && other !== 1) rig.tell(contactOf(2, 1, -HALF_CAR_M));
  }
  const file = rig.table.get(1);
  const picture = file && pictureOf(file, { words: wordsIn('en'), line });
  const incident = rig.actions.show(1);
  return { card: JSON.stringify(incidentEmbed(incident)), picture, incident };
}

const contactOf = (by: number, other: number, z: number): EventBody => ({
  type: 'contact',
  against: 'car',
  driver: car(by),
  other: car(other),
  speedKmh: 36,
  position: [0, 0, 0],
  relativePosition: [0, 0, z],
});

/** As much straight as is needed, or the whole circle of a short track. The contact is in T1, at 0.3 of the lap. */
function lineOf(
  lengthM: number,
  { pits, z = 0 }: { readonly pits?: LearntLine['pits']; readonly z?: number } = {},
): LearntLine {
  const points = Array.from({ length: Math.round(lengthM / 5) }, (_, index) => ({
    s: 5 * index,
    x: 5 * index - 0.3 * lengthM,
    z,
    heading: 0,
    speedMs: 50,
  }));
  const corner = {
    number: 1,
    turns: 'left',
    turnInS: 0.25 * lengthM,
    apexS: 0.3 * lengthM,
    exitS: 0.35 * lengthM,
  } as const;
  return { lengthM, points, corners: [corner], pits, quality: { errorM: 0.5, laps: 20 } };
}

const PARTS = /Nose of A to tail of B/;
const [OVERLAP, BEFORE, SPEED] = [/no overlap: A 4\.2 m/, /1 s before contact: B ahead by/, /km\/h at the contact/];

/** Which facts the card states: the parts that met, how far alongside, the second before, speeds at the contact. */
const said = (card: string) => [PARTS, OVERLAP, BEFORE, SPEED].map((what) => what.test(card));
const WRONG = /NaN|Infinity|undefined|null m/;

test('with complete data the card shows every fact, and a picture is drawn', () => {
  const { card, picture } = race({ line: lineOf(4000) });
  expect(said(card)).toEqual([true, true, true, true]);
  expect(card).toMatch(/closing at 3[3-9] ±\d+ km\/h/);
  expect(card).toContain('T1');
  expect(picture?.cars.map(({ trace }) => trace.length > 20)).toEqual([true, true]);
});

test('without positions the card shows only the parts that met and the overlap, with no picture', () => {
  const { card, picture } = race({ change: () => [] });
  expect(said(card)).toEqual([true, true, false, false]);
  expect(card).not.toMatch(/closing|ahead by|braked/);
  expect(picture).toBeUndefined();
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])(
  '%d in every position of a car: no gap, no closing speed and no invalid number is shown',
  (bad) => {
    const { card, picture } = race({ change: (at) => [at.carId === 2 ? { ...at, pos: [bad, 0, 0] } : at] });
    expect(said(card).slice(0, 3)).toEqual([true, true, false]);
    expect(card).not.toMatch(/closing|ahead by/);
    expect(card).not.toMatch(WRONG);
    expect(JSON.stringify(picture) ?? '').not.toMatch(/null/);
  },
);

test('NaN in some velocities does not reach the card', () => {
  const { card } = race({ change: (at, ms) => [ms % 4 === 0 ? { ...at, velocity: [Number.NaN, 0, 0] } : at] });
  expect(said(card)[0]).toBe(true);
  expect(card).not.toMatch(WRONG);
});

test('a teleport half a second before contact: the card shows no car ahead and no closing speed', () => {
  const { card } = race({
    change: (at, ms) => [at.carId === 2 && ms < CONTACT_MS - 500 ? { ...at, pos: [at.pos[0] + 3000, 0, 900] } : at],
  });
  expect(said(card)[0]).toBe(true);
  expect(card).not.toMatch(/ahead by|closing/);
  expect(card).not.toMatch(WRONG);
});

test('a stationary car: the card says its heading is unknown, and shows no overlap', () => {
  const { card } = race({
    change: (at) => [at.carId === 2 ? { ...at, pos: [HALF_CAR_M, 0, 0], velocity: [0, 0, 0] } : at],
  });
  expect(card).toContain('a car was too slow to tell where it pointed');
  expect(card).not.toMatch(/(?:no overlap|overlap): /);
  expect(card).not.toMatch(/ahead by \d/);
  expect(card).toMatch(/\b0(?: ±\d+)? km\/h at the contact/);
});

test.each([300, 70_000])('on a track of %d m the card shows every fact and the right corner', (lengthM) => {
  const { card, picture } = race({ line: lineOf(lengthM), lengthM });
  expect(said(card)).toEqual([true, true, true, true]);
  expect(card).toContain('T1');
  expect(card).not.toMatch(/T[2-9]/);
  expect(picture?.line.length).toBeGreaterThan(30);
  expect(picture?.line.length).toBeLessThan(200);
});

test('a contact of a car id with itself, shared by two clients: nothing is compared', () => {
  const { card } = race({ other: 1 });
  expect(card).not.toMatch(/ahead by|closing|overlap: |side by side/);
  expect(card).not.toMatch(WRONG);
});

test('positions from two clients under one car id are not joined into one path', () => {
  const { card } = race({
    change: (at) => [
      at,
      ...(at.carId === 2 ? [{ ...at, pos: [2500, 0, 700] as const, velocity: [10, 0, 0] as const }] : []),
    ],
  });
  expect(said(card)[0]).toBe(true);
  expect(card).not.toMatch(/ahead by|closing/);
  expect(card).not.toMatch(WRONG);
});

test('a contact in the pits says so, and shows no overlap, corner or braking', () => {
  const { card } = race({ line: lineOf(4000, { pits: { boxes: [{ x: 0, z: 0 }], lane: [] }, z: 25 }) });
  expect(card).toContain('in the pits');
  expect(card).not.toMatch(/(?:no overlap|overlap): |T1|braked/);
});
