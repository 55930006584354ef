import type { Licence, PointsActions } from '../../src/features/points/open.ts';
import { decision } from './incidents.ts';

const licence = (facts: Partial<Licence> = {}): Licence => ({
  driver: { carId: 0, guid: '76561197900000001', name: 'Elena' },
  points: 3,
  entries: [
    {
      decision: decision({ points: 3, infringementText: 'Causing a collision', reason: 'late braking' }),
      points: 3,
      event: { number: 1, name: 'Round 1' },
      expiry: { eventsLeft: 2 },
    },
  ],
  reached: undefined,
  next: { points: 8, consequence: 'ban for one race' },
  ...facts,
});

export const fakePoints = (): PointsActions => ({
  areCounted: () => false,
  all: async () => [licence()],
  of: ({ guid, carId = 0, name = '' }) =>
    guid === licence().driver.guid ? licence() : licence({ driver: { carId, guid, name }, points: 0, entries: [] }),
});
