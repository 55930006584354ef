import { describe, expect, test } from 'vitest';
import { checksOf, isHealthy } from '../../src/health/checks.ts';
import type { Figures } from '../../src/health/figures.ts';
import { figures, gt3 } from './made.ts';

const problems = (changes: Partial<Figures>) =>
  checksOf({ ...figures, ...changes }).flatMap(({ check, problem }) => (problem ? [`${check}: ${problem}`] : []));
const isFine = (changes: Partial<Figures>) => isHealthy(checksOf({ ...figures, ...changes }));
const store = (changes: Partial<Figures['store']>) => ({ store: { ...figures.store, ...changes } });
const server = (changes: Partial<typeof gt3>) => ({ servers: [{ ...gt3, ...changes }] });

describe('Pitwall is healthy', () => {
  test.each<[string, Partial<Figures>]>([
    ['if everything is fine', {}],
    ['with a stopped game server that is silent', server({ isRunning: false, udpSilentMs: 900_000 })],
    ['with an external game server in an unknown state', server({ isRunning: undefined, udpSilentMs: 900_000 })],
    ['with the UDP plugin switched off', server({ udpSilentMs: undefined })],
    ['if the free disk space is unknown', store({ freeBytes: undefined })],
  ])('%s', (_, changes) => {
    expect(isFine(changes)).toBe(true);
    expect(problems(changes)).toEqual([]);
  });

  test('while only Discord is away, which is still reported', () => {
    const changes = { isDiscordConnected: false, outbox: { waiting: 9, oldestMs: 600_000, inDoubt: 0 } };
    expect(isFine(changes)).toBe(true);
    expect(problems(changes)).toEqual([
      'discord: the connection is not open; it is tried again',
      'outbox: the oldest post has waited for 600 s',
    ]);
  });
});

test('a missing edge is reported without making the hub unhealthy', () => {
  const edge = { edge: 'spa', isHeard: false, heardMs: 61_000, rowsBehind: 3, clockAheadMs: 0 };
  expect(isFine({ edges: [edge] })).toBe(true);
  expect(problems({ edges: [edge, { ...edge, edge: 'eifel', isHeard: true }] })).toEqual([
    'edge spa: nothing was heard of it for 61 s; its games go on',
  ]);
});

describe('Pitwall is unhealthy and says why', () => {
  test.each<[Partial<Figures>, string]>([
    [store({ isWritable: false }), 'store: pitwall.db cannot be written'],
    [store({ freeBytes: 1e6 }), 'disk: less than 50 MB are left on the disk of DATA_DIR'],
    [{ loopDelayMs: 1200.4 }, 'event loop: it is 1200 ms late'],
    [server({ udpSilentMs: 31_000 }), 'udp of gt3: it runs, and nothing was heard of it for 31 s'],
  ])('%j', (changes, sentence) => {
    expect(isFine(changes)).toBe(false);
    expect(problems(changes)).toEqual([sentence]);
  });
});
