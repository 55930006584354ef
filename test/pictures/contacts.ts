// Made-up contacts to look at: two cars on a made-up track, as their positions would be known.
import type { ContactPicture, PictureCar, PictureSample } from '../../src/pictures/contactPicture.ts';

/** A position relative to a line: metres along it, metres to its left. */
type Way = (t: number) => { readonly s: number; readonly offset: number };

/** A straight along +x, then an arc of `radius` to the left (up on the map) from s = 0, and a straight after it. */
function bend(radius: number, turn = Math.PI / 2) {
  return (s: number) => {
    const arc = radius * turn;
    const angle = Math.max(0, Math.min(s, arc)) / radius;
    const beyond = Math.max(0, s - arc);
    const along = Math.min(s, 0);
    return {
      x: along + radius * Math.sin(angle) + beyond * Math.cos(angle),
      z: -radius * (1 - Math.cos(angle)) - beyond * Math.sin(angle),
      hx: Math.cos(angle),
      hz: -Math.sin(angle),
    };
  };
}

type Line = ReturnType<typeof bend>;

function placeOn(line: Line, way: Way, t: number) {
  const { s, offset } = way(t);
  const { x, z, hx, hz } = line(s);
  return { x: x + offset * hz, z: z - offset * hx };
}

function trace(line: Line, way: Way, { every = 0.245, phase = 0 } = {}): PictureSample[] {
  return Array.from({ length: Math.floor(8 / every) }, (_, index) => {
    const t = -5 + phase + index * every;
    const [here, ahead, behind] = [t, t + 0.01, t - 0.01].map((each) => placeOn(line, way, each));
    const { x = 0, z = 0 } = here ?? {};
    const [vx, vz] = [((ahead?.x ?? 0) - (behind?.x ?? 0)) / 0.02, ((ahead?.z ?? 0) - (behind?.z ?? 0)) / 0.02];
    return { t, x, z, vx, vz };
  });
}

/** Braking from one speed to another at `a` m/s², from `at` seconds on; at `s0` metres when t is 0. */
function braking({ from, to, a, at, s0, offset }: Braking): Way {
  const distance = (t: number): number => {
    const time = Math.max(0, Math.min(t - at, (from - to) / a));
    const before = Math.min(t - at, 0) * from;
    const during = from * time - (a * time ** 2) / 2;
    const after = Math.max(0, t - at - (from - to) / a) * to;
    return before + during + after;
  };
  return (t) => ({ s: s0 + distance(t) - distance(0), offset: offset(t) });
}

interface Braking {
  readonly from: number;
  readonly to: number;
  readonly a: number;
  readonly at: number;
  readonly s0: number;
  readonly offset: (t: number) => number;
}

const car = (number: string, samples: readonly PictureSample[], speeds?: string, braked?: number): PictureCar => ({
  number,
  trace: samples,
  speeds,
  braked,
});

const ease = (t: number, from: number, to: number): number => {
  const part = Math.max(0, Math.min(1, (t - from) / (to - from)));
  return part * part * (3 - 2 * part);
};

/** Dives to the inside of a hairpin-ish left-hander and meets the other at the apex. */
export function dive(radius = 30): ContactPicture {
  const line = bend(radius, Math.PI * 0.75);
  const a = braking({
    from: 55,
    to: 17,
    a: 11,
    at: -3.4,
    s0: 20,
    offset: (t) => 3.6 * ease(t, -4, -2) - 1.5 * ease(t, 0, 2),
  });
  const b = braking({
    from: 52,
    to: 16,
    a: 10,
    at: -3.6,
    s0: 22,
    offset: (t) => 1.8 * ease(t, -1, 0) - 5 * ease(t, 0, 1.5),
  });
  return {
    title: 'INC-12 · T4 · lap 7',
    line: Array.from({ length: 60 }, (_, index) => {
      const { x, z } = line(-180 + 5 * index);
      return { x, z, leftM: 6, rightM: 5 };
    }),
    cars: [
      car('12', trace(line, a), '143 to 57 km/h', -3.4),
      car('7', trace(line, b, { phase: 0.11 }), '130 to 55 km/h', -3.6),
    ],
    contact: { x: placeOn(line, a, 0).x - 0.8, z: placeOn(line, a, 0).z + 0.9 },
    error: { metres: 0.7, text: '±0.7 m' },
    alt: 'Map of the contact: T4. Right front of A to left side of B.',
  };
}

/** Nose to tail on a straight, at speed. */
export function noseToTail(): ContactPicture {
  const line = bend(400, 0.6);
  const a = braking({ from: 72, to: 50, a: 6, at: -0.4, s0: -30, offset: (t) => 0.4 * ease(t, -3, 0) });
  const b = braking({ from: 70, to: 30, a: 11, at: -1, s0: -25.6, offset: (t) => 0.3 - 4 * ease(t, 0, 2) });
  return {
    title: 'INC-3 · between T11 and T12 · lap 1',
    line: Array.from({ length: 140 }, (_, index) => {
      const { x, z } = line(-450 + 5 * index);
      return { x, z };
    }),
    cars: [car('118', trace(line, a)), car('5', trace(line, b, { phase: 0.2 }))],
    others: [
      car(
        '33',
        trace(line, (t) => ({ s: 40 + 60 * t, offset: -3 })),
      ),
    ],
    contact: { x: placeOn(line, a, 0).x + 2.2, z: placeOn(line, a, 0).z },
    error: { metres: 0.7, text: '±0.7 m' },
    alt: 'Map of the contact: between T11 and T12. Nose of A to tail of B.',
  };
}

/** Rejoins slowly from the grass in front of another car. */
export function rejoin(): ContactPicture {
  const line = bend(60, 1.2);
  const a = braking({ from: 40, to: 24, a: 9, at: -1, s0: 60, offset: () => -1 });
  const b: Way = (t) => ({ s: 60 + 8 * t + (t > 0 ? 4 * t : 0), offset: -14 + 13 * ease(t, -4, 0.2) });
  return {
    title: 'INC-40 · T1 (Prima Variante) · lap 12',
    line: Array.from({ length: 80 }, (_, index) => {
      const { x, z } = line(-150 + 5 * index);
      return { x, z, leftM: 5, rightM: 5 };
    }),
    cars: [car('99', trace(line, a)), car('4', trace(line, b))],
    contact: { x: placeOn(line, a, 0).x, z: placeOn(line, a, 0).z },
    alt: 'Map of the contact: T1 (Prima Variante).',
  };
}
