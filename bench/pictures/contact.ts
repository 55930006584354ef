import type { ContactPicture, PictureSample } from '../../src/pictures/contactPicture.ts';

/** Two cars through a left-hander, one of which goes off and comes back: the widest of the simulated contacts. */
export function contact(): ContactPicture {
  const turned = (s: number) => {
    const angle = Math.max(0, Math.min(s, 94)) / 60;
    const beyond = Math.max(0, s - 94);
    return {
      x: Math.min(s, 0) + 60 * Math.sin(angle) + beyond * Math.cos(angle),
      z: -60 * (1 - Math.cos(angle)) - beyond * Math.sin(angle),
      hx: Math.cos(angle),
      hz: -Math.sin(angle),
    };
  };
  const trace = (speed: number, offset: (t: number) => number): PictureSample[] =>
    Array.from({ length: 33 }, (_, index) => {
      const t = -5 + index * 0.245;
      const { x, z, hx, hz } = turned(60 + speed * t);
      return { t, x: x + offset(t) * hz, z: z - offset(t) * hx, vx: speed * hx, vz: speed * hz };
    });
  return {
    title: 'INC-12 · T4 · lap 7',
    line: Array.from({ length: 100 }, (_, index) => turned(-200 + 5 * index)),
    cars: [
      { number: '12', trace: trace(36, () => -1), speeds: '130 to 130 km/h' },
      { number: '7', trace: trace(11, (t) => -10 + 2.2 * Math.min(4.5, Math.max(0, t + 4))), speeds: '40 to 40 km/h' },
    ],
    others: [{ number: '33', trace: trace(40, () => 3) }],
    contact: turned(60),
    error: { metres: 0.7, text: '±0.7 m' },
    alt: 'Map of the contact: T4. Car 12 is A (orange, solid line), car 7 is B (blue, dashed line).',
  };
}
