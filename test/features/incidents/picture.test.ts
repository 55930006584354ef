import { describe, expect, it } from 'vitest';
import type { Driver } from '../../../src/events/events.ts';
import { pictureOf } from '../../../src/features/incidents/picture.ts';
import type { IncidentFile } from '../../../src/features/incidents/table.ts';
import type { LearntLine } from '../../../src/features/track/line.ts';
import type { Sample } from '../../../src/race/tracesSample.ts';
import { wordsIn } from '../../../src/texts/languages.ts';

const AT = 1_700_000_000_000;
const words = wordsIn('en');

const driver = (carId: number, name: string): Driver => ({ carId, guid: `7656119790000000${carId}`, name });
const [ada, ben, cleo] = [driver(3, 'Ada'), driver(7, 'Ben'), driver(9, 'Cleo')];

/** Along +x at 50 m/s, at x = 0 when t is 0. */
const trace = (z: number): readonly Sample[] =>
  [-1000, -750, -500, -250, 0, 250].map((ms) => ({
    at: AT + ms,
    position: [ms / 20, 10, z],
    speedKmh: 180,
    place: 0.1,
  }));

const file = (change: Partial<IncidentFile> = {}): IncidentFile => {
  const report = {
    driver: ada,
    other: ben,
    position: [1, 10, 2],
    happenedAt: AT,
    at: AT + 3000,
  } as unknown as IncidentFile['contacts'][number]['reports'][number];
  return {
    number: 12,
    firstAt: AT,
    lastAt: AT,
    contacts: [{ drivers: [ada, ben], reports: [report] }],
    facts: {
      drivers: [
        { ...ada, lap: 7, earlier: [] },
        { ...ben, lap: 7, earlier: [] },
        { ...cleo, lap: 7, earlier: [] },
      ],
      contacts: [{ drivers: [ada, ben], speedKmh: 30, evidence: { at: AT, place: 0.25, cars: [] as never } }],
    } as unknown as IncidentFile['facts'],
    seconds: { 3: trace(0), 7: trace(2), 9: trace(6) },
    ...change,
  };
};

const line: LearntLine = {
  lengthM: 4000,
  points: Array.from({ length: 800 }, (_, index) => ({
    s: 5 * index,
    x: 5 * index - 1000,
    z: 0,
    heading: 0,
    speedMs: 50,
  })),
  corners: [{ number: 4, turns: 'left', turnInS: 990, apexS: 1020, exitS: 1050 }],
  quality: { errorM: 0.5, laps: 20 },
};

describe('the picture of an incident', () => {
  it('shows both cars, the contact, the line around it, and the place', () => {
    const picture = pictureOf(file(), { words, line });
    expect(picture).toMatchObject({ title: 'INC-12 · T4 · lap 7', contact: { x: 1, z: 2 } });
    expect(picture?.cars.map(({ number }) => number)).toEqual(['3', '7']);
    expect(picture?.others?.map(({ number }) => number)).toEqual(['9']);
    expect(picture?.cars[0].trace[0]).toEqual({ t: -1, x: -50, z: 0, vx: 50, vz: 0 });
    const xs = picture?.line.map(({ x }) => x) ?? [];
    expect(xs.length).toBeGreaterThan(150);
    expect(xs).toEqual(xs.toSorted((one, other) => one - other));
  });

  it.each([
    ['across the finish line', 0.001, 181],
    ['the whole of a short track, once', 0.25, 60],
  ])('shows the line in the direction of travel: %s', (_name, at, count) => {
    const lengthM = count === 60 ? 300 : 4000;
    const radius = lengthM / 2 / Math.PI;
    const points = Array.from({ length: lengthM / 5 }, (_, index) => {
      const angle = (5 * index) / radius;
      return { s: 5 * index, x: radius * Math.cos(angle), z: radius * Math.sin(angle), heading: 0, speedMs: 20 };
    });
    const spot = [radius * Math.cos(at * 2 * Math.PI), 10, radius * Math.sin(at * 2 * Math.PI)];
    const { contacts, facts } = file();
    const [contact] = contacts;
    const moved = { ...contact, reports: contact?.reports.map((report) => ({ ...report, position: spot })) };
    const told = facts.contacts.map((each) => ({ ...each, evidence: { at: AT, place: at, cars: [] } }));
    const changed = file({ contacts: [moved] as never, facts: { ...facts, contacts: told } as never });
    const piece = pictureOf(changed, { words, line: { ...line, lengthM, points } })?.line ?? [];
    expect(piece).toHaveLength(count);
    const steps = piece
      .slice(1)
      .map(({ x, z }, index) => Math.hypot(x - (piece[index]?.x ?? 0), z - (piece[index]?.z ?? 0)));
    for (const step of steps) expect(step).toBeCloseTo(5, 0);
    const ways = [piece[0], piece.at(-1)].map((point) =>
      Math.hypot((point?.x ?? 0) - (spot[0] ?? 0), (point?.z ?? 0) - (spot[2] ?? 0)),
    );
    expect(Math.abs((ways[0] ?? 0) - (ways[1] ?? 0))).toBeLessThan(10);
  });

  it('has only the seconds of each trace that are drawn', () => {
    const long = Array.from({ length: 120 }, (_, index) => ({
      at: AT - 20_000 + 250 * index,
      position: [index, 10, 0] as const,
      speedKmh: 14,
      place: 0.1,
    }));
    const picture = pictureOf(file({ seconds: { 3: long, 7: long, 9: long } }), { words, line });
    for (const { trace: drawn } of [...(picture?.cars ?? []), ...(picture?.others ?? [])]) {
      const [from = 0, to = 0] = [drawn[0]?.t, drawn.at(-1)?.t];
      expect([from < -5, from > -7, to > 3, to < 5]).toEqual([true, true, true, true]);
    }
  });

  it('shows no line if that belongs to another track', () => {
    const { facts } = file();
    const contacts = facts.contacts.map((contact) => ({
      ...contact,
      evidence: { at: AT, place: 0.7, where: 'T9', cars: [] as never },
    }));
    expect(pictureOf(file({ facts: { ...facts, contacts } }), { words, line })).toMatchObject({
      title: 'INC-12 · T9 · lap 7',
      line: [],
    });
  });

  it('can show any contact of a chain, numbered in the order they happened', () => {
    const [first] = file().contacts;
    if (!first) throw new Error('the file has a contact');
    const later = {
      ...first,
      drivers: [ben, cleo] as const,
      reports: first.reports.map((report) => ({ ...report, driver: ben, other: cleo })),
    };
    const { facts } = file();
    const told = facts.contacts.map((contact) => ({ ...contact, at: AT }));
    const others = told.map((contact) => ({ ...contact, drivers: [ben, cleo] as const, at: AT - 500 }));
    const chain = file({ contacts: [first, later] as never, facts: { ...facts, contacts: [...told, ...others] } });
    const carsOf = (which?: number) =>
      pictureOf(chain, { words, line, contact: which })?.cars.map(({ number }) => number);
    expect([carsOf(), carsOf(1), carsOf(2), carsOf(3)]).toEqual([['7', '9'], ['7', '9'], ['3', '7'], undefined]);
  });

  it('shows the speed at the contact from the card', () => {
    const { facts } = file();
    const cars = [7, 3].map((carId) => ({ carId, speeds: [{ secondsBefore: 0, kmh: 160 + carId, errorKmh: 2 }] }));
    const contacts = facts.contacts.map((contact) => ({
      ...contact,
      evidence: { ...contact.evidence, cars: cars as never },
    }));
    const picture = pictureOf(file({ facts: { ...facts, contacts } }), { words, line });
    expect(picture?.cars.map(({ speeds }) => speeds)).toEqual(['163 km/h', '167 km/h']);
  });

  it('is in the requested language', () => {
    const picture = pictureOf(file(), { words: wordsIn('de'), line });
    expect(picture?.title).toBe('INC-12 · T4 · Runde 7');
    expect(picture?.alt).toContain('Karte des Kontakts: T4. Auto 3 ist A');
    expect(picture?.cars[0].speeds).toBe('180 km/h');
  });

  it('can be drawn without a line and a place', () => {
    expect(pictureOf(file(), { words })).toMatchObject({ title: 'INC-12 · lap 7', line: [] });
  });

  it('is not made without an incident number, a contact or positions', () => {
    expect(pictureOf(file({ number: undefined }), { words, line })).toBeUndefined();
    const { facts } = file();
    expect(pictureOf(file({ contacts: [], facts: { ...facts, contacts: [] } }), { words, line })).toBeUndefined();
    const silent = facts.contacts.map(({ drivers, speedKmh }) => ({ drivers, speedKmh }));
    expect(pictureOf(file({ facts: { ...facts, contacts: silent } }), { words, line })).toBeUndefined();
  });

  it('is drawn without the trace of a car that has no positions', () => {
    expect(pictureOf(file({ seconds: { 3: trace(0) } }), { words, line })?.cars[1]).toEqual({ number: '7', trace: [] });
  });
});
