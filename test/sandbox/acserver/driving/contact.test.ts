import { describe, expect, it } from 'vitest';
import { blowsOf, overlap } from '../../../../sandbox/acserver/driving/contact.ts';

type Body = Parameters<typeof overlap>[0];
const car = (carId: number, pos: Body['pos'], velocity: Body['velocity'] = [0, 0, 0]): Body => ({
  carId,
  pos,
  velocity,
  heading: [0, 1],
});

describe('two cars', () => {
  it.each([
    ['nose to tail', [0, 0, 4.4], true],
    ['with air between them', [0, 0, 4.6], false],
    ['door to door', [1.8, 0, 1], true],
    ['side by side', [2, 0, 0], false],
    ['far away', [30, 0, 0], false],
  ] as const)('are checked for contact when %s', (_, pos, touch) => {
    expect(overlap(car(0, [0, 0, 0]), car(1, pos))).toBe(touch);
  });

  it('touch at a corner when one is turned across the other', () => {
    const across: Body = { ...car(1, [0, 0, 3.1]), heading: [1, 0] };
    expect(overlap(car(0, [0, 0, 0]), across)).toBe(true);
    expect(overlap(car(0, [0, 0, 0]), { ...across, pos: [0, 0, 3.3] })).toBe(false);
  });

  it('both feel the closing speed, one at the nose and the other at the tail', () => {
    const [rear, front] = blowsOf(car(0, [0, 0, 0], [0, 0, 30]), car(1, [0.4, 0, 4.4], [0, 0, 20]));
    expect(rear.impactSpeed).toBeCloseTo(36);
    expect(front.impactSpeed).toBeCloseTo(36);
    expect(rear.rel[2]).toBeGreaterThan(2);
    expect(front.rel[2]).toBeLessThan(-2);
    expect(rear.rel[0]).toBeCloseTo(0.2);
    expect(front.rel[0]).toBeCloseTo(-0.2);
  });
});
