import { describe, expect, it } from 'vitest';
import { sceneOf } from '../../src/pictures/scene.ts';
import { STILL_MAP } from '../../src/pictures/still.ts';
import { TAG_REACH_PX, tagPlaces } from '../../src/pictures/tags.ts';
import { dive, noseToTail, rejoin } from './contacts.ts';

describe('the labels of the cars', () => {
  it.each(Object.entries({ dive, noseToTail, rejoin }))('do not overlap: %s', (_name, contact) => {
    expectApart(contact());
  });

  it.each([0.5, 2, 4, 7, 10])('do not overlap if both cars drive the same way, %s m apart', (gap) => {
    const picture = dive();
    const [a] = picture.cars;
    for (const turn of [0, 1, 2, 3, 4, 5, 6, 7].map((eighth) => (eighth * Math.PI) / 4)) {
      const turned = (x: number, z: number) => ({
        x: x * Math.cos(turn) - z * Math.sin(turn),
        z: x * Math.sin(turn) + z * Math.cos(turn),
      });
      const along = (by: number) =>
        Array.from({ length: 33 }, (_, index) => {
          const t = -5 + index * 0.245;
          const [place, speed] = [turned(40 * t + by, 0), turned(40, 0)];
          return { t, x: place.x, z: place.z, vx: speed.x, vz: speed.z };
        });
      expectApart({
        title: picture.title,
        line: [],
        cars: [
          { number: a.number, trace: along(0) },
          { number: '7', trace: along(gap) },
        ],
        contact: { x: 0, z: 0 },
        alt: '',
      });
    }
  });
});

function expectApart(picture: Parameters<typeof sceneOf>[0]): void {
  const scene = sceneOf(picture, STILL_MAP);
  if (!scene) throw new Error('there is something to see');
  const [a, b] = tagPlaces(scene);
  if (!a || !b) throw new Error('both have a name');
  const apart = [Math.abs(a.x - b.x) / (2 * TAG_REACH_PX.x), Math.abs(a.y - b.y) / (2 * TAG_REACH_PX.y)];
  expect(Math.max(...apart)).toBeGreaterThanOrEqual(1);
}
