import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProcessStatus } from '../../src/acserver/process.ts';
import type { ActProof } from '../../src/kit/attempt.ts';
import { isShown } from '../../src/live/proofs.ts';
import { feedInDirectory } from '../fakes/feed.ts';
import { elena, practice } from '../race/witnesses.ts';

const STARTED: ActProof = { by: 'process', is: 'started', run: 1 };
const STOPPED: ActProof = { by: 'process', is: 'stopped' };
/** Somebody else's server: when it was started is not known, and that it stopped is only assumed. */
const [UP, SILENT] = [{ state: 'running' }, { state: 'stopped', isAssumed: true }] as const;

let opened: ReturnType<typeof feedInDirectory>;
/** When the act began. */
let at: number;
beforeEach(() => {
  opened = feedInDirectory();
  const { feed } = opened;
  feed.notice({ type: 'serverStarted', adopted: true, version: '1.15' }, { type: 'serverHeard' });
  feed.packets([{ type: 'version', protocolVersion: 4 }, practice, elena]);
  feed.clock.advance(60_000);
  at = feed.clock.now();
});
afterEach(() => opened.remove());

const shows = (proof: ActProof, status: Pick<ProcessStatus, 'state' | 'startedAt' | 'isAssumed'>): Promise<boolean> => {
  const { state, journal } = opened.feed;
  return isShown(proof, at, {
    state,
    events: (type, since) => journal.events(type, since),
    process: { status: () => status },
  });
};

/** A kill and a restart of Pitwall. */
const killed = (): void => {
  opened = opened.reopen();
};

describe("the start of somebody else's server is proved", () => {
  test('by the first packet of a new process', async () => {
    killed();
    expect(await shows(STARTED, UP)).toBe(false);
    opened.feed.packets([{ type: 'version', protocolVersion: 4 }]);
    expect(await shows(STARTED, UP)).toBe(true);
  });

  test('by that packet also if it was silent before', async () => {
    opened.feed.notice({ type: 'serverStopped', expected: true, lastLines: [] });
    killed();
    opened.feed.packets([{ type: 'version', protocolVersion: 4 }]);
    expect(await shows(STARTED, UP)).toBe(true);
    expect(await shows({ by: 'process', is: 'started', run: 0 }, UP)).toBe(false);
  });

  test('by its log', async () => {
    killed();
    opened.feed.notice({ type: 'serverStarted', adopted: true, version: '1.15' });
    expect(await shows(STARTED, UP)).toBe(true);
    expect(await shows({ by: 'process', is: 'started' }, UP)).toBe(true);
  });

  test('not if it is gone again', async () => {
    opened.feed.notice({ type: 'serverStarted', adopted: true, version: '1.15' });
    expect(await shows(STARTED, SILENT)).toBe(false);
  });

  test('not by UDP data that was only interrupted', async () => {
    opened.feed.notice({ type: 'serverSilent', silentMs: 15_000 }, { type: 'serverHeard' });
    expect(await shows(STARTED, UP)).toBe(false);
  });
});

test('the start of our own server is proved by the time of its process, not by our finding it', async () => {
  opened.feed.notice({ type: 'serverStarted', adopted: true, version: '1.15' });
  expect(await shows(STARTED, { state: 'running', startedAt: at - 1 })).toBe(false);
  expect(await shows(STARTED, { state: 'running', startedAt: at })).toBe(true);
});

describe("the stop of somebody else's server", () => {
  test('is not proved by its silence', async () => {
    opened.feed.notice({ type: 'serverSilent', silentMs: 15_000 });
    expect(await shows(STOPPED, SILENT)).toBe(false);
    expect(await shows({ by: 'session', run: 1, session: 1 }, SILENT)).toBe(false);
  });

  test('is proved if its owner’s command was done', async () => {
    opened.feed.notice({ type: 'serverStopped', expected: true, lastLines: [] });
    expect(await shows(STOPPED, SILENT)).toBe(true);
    expect(await shows(STOPPED, { state: 'stopped' })).toBe(true);
    opened.feed.notice({ type: 'serverHeard' });
    expect(await shows(STOPPED, SILENT)).toBe(false);
  });
});
