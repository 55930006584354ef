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
    ['where all is well', {}],
    ['with a game server that is stopped and says nothing', server({ isRunning: false, udpSilentMs: 900_000 })],
    ["with somebody else's of which nobody knows", server({ isRunning: undefined, udpSilentMs: 900_000 })],
    ['with a plugin interface that is switched off', server({ udpSilentMs: undefined })],
    ['on a system that does not tell how full its disk is', store({ freeBytes: undefined })],
  ])('%s', (_, changes) => {
    expect(isFine(changes)).toBe(true);
    expect(problems(changes)).toEqual([]);
  });

  test('while only Discord is away: a restart would change nothing, and the race is watched', () => {
    const changes = { isDiscordConnected: false, outbox: { waiting: 9, oldestMs: 600_000, inDoubt: 0 } };
    expect(isFine(changes)).toBe(true);
    expect(problems(changes)).toEqual([
      'discord: the connection is not open; it is tried again',
      'outbox: the oldest post has waited for 600 s',
    ]);
  });
});

test('an edge that is away is told, and no reason to restart the hub', () => {
  const edge = { edge: 'spa', isHeard: false, heardMs: 61_000, rowsBehind: 3, clockAheadMs: 0 };
  expect(isFine({ edges: [edge] })).toBe(true);
  expect(problems({ edges: [edge, { ...edge, edge: 'eifel', isHeard: true }] })).toEqual([
    'edge spa: nothing was heard of it for 61 s; its games go on',
  ]);
});

describe('Pitwall is not healthy, and says why', () => {
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
