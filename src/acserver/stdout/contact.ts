// Lines about contacts.

import { speakingSlot } from './cars.ts';
import type { Handlers } from './memo.ts';

export const contactHandlers: Handlers = {
  'collision-env': (memo, { name, speed, world, rel }) => [
    {
      fact: 'contact',
      kind: 'environment',
      name,
      slot: speakingSlot(memo, name),
      speedKmh: speed,
      position: world,
      relativePosition: rel,
    },
  ],
  'collision-car': (memo, { name, other, speed, world, rel }) => [
    {
      fact: 'contact',
      kind: 'car',
      name,
      otherName: other,
      slot: speakingSlot(memo, name),
      speedKmh: speed,
      position: world,
      relativePosition: rel,
    },
  ],
};
