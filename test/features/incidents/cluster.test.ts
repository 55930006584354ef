import { describe, expect, test } from 'vitest';
import type { EventOf } from '../../../src/events/events.ts';
import {
  addReport,
  type Cluster,
  driversIn,
  isCarContact,
  type Report,
  topSpeedKmh,
} from '../../../src/features/incidents/cluster.ts';
import { feedInDirectory } from '../../fakes/feed.ts';
import { recording } from '../../fakes/recordings.ts';

/** Every contact report of the recorded race event, qualifying included. */
function recordedReports(): EventOf<'contact'>[] {
  const { feed, remove } = feedInDirectory();
  let last = 0;
  for (const { tMs, packet } of recording('nurburgring_sprint_b')) {
    feed.clock.advance(tMs - last);
    last = tMs;
    feed.packets([packet]);
  }
  remove();
  return feed.events.filter((event): event is EventOf<'contact'> => event.type === 'contact');
}

const clustersOf = (reports: readonly Report[]): Cluster[] =>
  reports.reduce<Cluster[]>((clusters, report) => addReport(clusters, report).clusters, []);

const car = (n: number) => ({ carId: n, guid: `7656119790000000${n}`, name: `Driver ${n}` });
const report = (by: number, other: number, at: number, x = 0): Report => ({
  type: 'contact',
  against: 'car',
  at,
  server: 'main',
  run: 1,
  session: 1,
  driver: car(by),
  other: car(other),
  speedKmh: 20 + by,
  position: [x, 0, 0],
  relativePosition: [0, 0, 0],
});

describe('the recorded race event', () => {
  const reports = recordedReports();

  test('has 34 reports of cars and 18 of walls', () => {
    expect(reports.filter(isCarContact)).toHaveLength(34);
    expect(reports.filter((event) => event.against === 'wall')).toHaveLength(18);
  });

  test('has 17 contacts in those 34 reports', () => {
    const contacts = clustersOf(reports.filter(isCarContact)).flatMap((cluster) => cluster.contacts);
    expect(contacts).toHaveLength(17);
    expect(contacts.flatMap((contact) => contact.reports)).toHaveLength(34);
  });
});

describe('reports are one contact', () => {
  test('when both cars report it within 5.5 s and 15 m', () => {
    expect(clustersOf([report(1, 2, 0), report(2, 1, 5500, 15)])).toHaveLength(1);
    expect(clustersOf([report(1, 2, 0), report(2, 1, 5500, 15)])[0]?.contacts).toHaveLength(1);
  });

  test('when a pair that stays together reports it again', () => {
    const [cluster] = clustersOf([report(1, 2, 0), report(1, 2, 9000, 2.2)]);
    expect(cluster?.contacts).toHaveLength(1);
  });

  test('not when they are too far apart in place or time', () => {
    expect(clustersOf([report(1, 2, 0), report(2, 1, 4000, 15.1)])[0]?.contacts).toHaveLength(2);
    expect(clustersOf([report(1, 2, 0), report(1, 2, 9001)])).toHaveLength(2);
  });

  test('not when a car reports it twice from different places', () => {
    expect(clustersOf([report(1, 2, 0), report(2, 1, 3738, 1), report(1, 2, 4998, 6)])[0]?.contacts).toHaveLength(2);
  });

  test('not when they name different cars', () => {
    expect(clustersOf([report(1, 2, 0), report(1, 3, 10)])[0]?.contacts).toHaveLength(2);
    expect(clustersOf([report(1, 2, 0), report(3, 4, 10)])).toHaveLength(2);
  });
});

describe('contacts are one chain', () => {
  test('when they share a car within nine seconds of the first', () => {
    const [chain, ...others] = clustersOf([report(1, 2, 0), report(2, 3, 8000, 60), report(3, 4, 9000, 70)]);
    expect(others).toEqual([]);
    expect(chain && driversIn(chain).map(({ carId }) => carId)).toEqual([1, 2, 3, 4]);
    expect(chain && topSpeedKmh(chain)).toBe(23);
  });

  test('up to 30 contacts, and the next one begins another chain', () => {
    const reports = Array.from({ length: 70 }, (_, index) => report(1, 2, index * 100, index * 20));
    const chains = clustersOf(reports);
    expect(chains.map(({ contacts }) => contacts.length)).toEqual([30, 30, 10]);
    // The other car also reports the last contact of the first chain.
    const repeated = addReport(chains, report(2, 1, 2950, 29 * 20));
    expect(repeated.index).toBe(0);
    expect(repeated.clusters.map(({ contacts }) => contacts.length)).toEqual([30, 30, 10]);
  });

  test('not after more than nine seconds, however long the chain has become', () => {
    expect(clustersOf([report(1, 2, 0), report(2, 3, 8000, 60), report(3, 4, 9001, 70)])).toHaveLength(2);
  });
});
