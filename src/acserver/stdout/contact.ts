// Lines about contacts.

import { speakingSlot } from './cars.ts';
import type { StdoutFact } from './facts.ts';
import type { Handlers, ReaderMemo } from './memo.ts';

/** The server prints their number before it prints them. */
function counted(memo: ReaderMemo, facts: () => StdoutFact[]): StdoutFact[] {
  if (memo.clientEvents === 0) return [];
  if (memo.clientEvents !== undefined) memo.clientEvents -= 1;
  return facts();
}

export const contactHandlers: Handlers = {
  'client-events': (memo, { count }) => {
    memo.clientEvents = count;
    return [];
  },
  'collision-env': (memo, { name, speed, world, rel }) =>
    counted(memo, () => [
      {
        fact: 'contact',
        kind: 'environment',
        name,
        slot: speakingSlot(memo, name),
        speedKmh: speed,
        position: world,
        relativePosition: rel,
      },
    ]),
  'collision-car': (memo, { name, other, speed, world, rel }) =>
    counted(memo, () => [
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
    ]),
};
