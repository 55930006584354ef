import { expect } from 'vitest';
import { postsOf } from '../../../src/discord/cards/index.ts';
import type { Post } from '../../../src/discord/outbox/post.ts';
import type { Evidence } from '../../../src/events/evidence.ts';
import type { Incident } from '../../../src/events/incident.ts';
import { emptyState } from '../../../src/race/state.ts';
import { english } from '../../../src/texts/english/index.ts';
import { incident } from '../../fakes/incidents.ts';
import { stamped } from '../race.ts';

export function postOf(about: Incident): Post {
  const event = stamped({ type: 'incidentOpened', incident: about });
  const [routed, ...others] = postsOf(event, emptyState(1), english);
  if (!routed || others.length > 0) throw new Error('an incident is one post');
  expect(routed.kind).toBe('incident');
  return routed.post;
}

export const cardOf = (facts: Partial<Incident> = {}) => postOf(incident(facts)).body.embeds?.[0];
export const linesOf = (facts: Partial<Incident> = {}): string[] => cardOf(facts)?.description?.split('\n') ?? [];

export const [elena, bea] = (incident().contacts[0] ?? expect.unreachable('the made incident has a contact')).drivers;

export const evidence: Evidence = {
  at: 0,
  place: 0.62,
  cars: [
    {
      carId: 3,
      speeds: [5, 3, 1, 0].map((secondsBefore, index) => ({ secondsBefore, kmh: [182, 181, 170, 96][index] ?? 0 })),
    },
    { carId: 4, speeds: [{ secondsBefore: 0, kmh: 90.4 }] },
  ],
  aheadCarId: 4,
  gapM: 24.2,
  closingKmh: 71.6,
};
