import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProcessStatus } from '../../../src/acserver/process.ts';
import type { SessionFacts } from '../../../src/events/events.ts';
import { adviceAbout, trackerActions } from '../../../src/features/tracker/actions.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { phrase, plain, typed } from '../../../src/kit/sentence.ts';
import { feedInDirectory } from '../../fakes/feed.ts';

let opened: ReturnType<typeof feedInDirectory>;
beforeEach(() => {
  opened = feedInDirectory();
});
afterEach(() => opened.remove());

const RUNNING: ProcessStatus = { state: 'running', adopted: false, pid: 7, startedAt: 1000 };
const STOPPED: ProcessStatus = { state: 'stopped', adopted: false };

function open(status: ProcessStatus, more: { problem?: string; configuredAt?: number; complaints?: string[] } = {}) {
  const done: string[] = [];
  const actions = trackerActions({
    id: 'gt3',
    tracker: {
      status: () => status,
      check() {
        if (more.problem) throw new UserError(more.problem);
      },
      start: async () => void done.push('start'),
      stop: async () => void done.push('stop'),
    },
    state: () => opened.feed.state(),
    complaints: () => more.complaints ?? [],
    configuredAt: () => more.configuredAt,
  });
  return { actions, done };
}

const facts = { index: 0, kind: 'race', name: 'Grand Final', minutes: 0, laps: 12 } as SessionFacts;

describe('tracker status', () => {
  it('shows since when stracker runs and what it complained about', () => {
    expect(open(RUNNING, { complaints: ['ERROR'] }).actions.info()).toEqual({
      server: 'gt3',
      state: 'running',
      startedAt: 1000,
      complaints: ['ERROR'],
      isOutdated: false,
    });
  });

  it('says if the game server was configured after stracker started', () => {
    expect(open(RUNNING, { configuredAt: 1001 }).actions.info().isOutdated).toBe(true);
    expect(open(RUNNING, { configuredAt: 999 }).actions.info().isOutdated).toBe(false);
    expect(open(STOPPED, { configuredAt: 1001 }).actions.info().isOutdated).toBe(false);
  });

  it('says how stracker ended unless it was stopped on request', () => {
    const exit = { at: 5, code: 1, signal: null, lastLines: [] };
    const died = open({ ...STOPPED, lastExit: { ...exit, expected: false } }).actions.info();
    const stopped = open({ ...STOPPED, lastExit: { ...exit, expected: true } }).actions.info();
    expect(died.trouble).toBe('It stopped unexpectedly (exit code 1).');
    expect(stopped.trouble).toBeUndefined();
  });
});

describe('tracker restart', () => {
  it('stops, then starts', async () => {
    const { actions, done } = open(RUNNING);
    expect(await actions.restart(() => {})).toMatchObject({ change: 'restarted' });
    expect(done).toEqual(['stop', 'start']);
  });

  it('does not stop stracker if it could not start again', async () => {
    const { actions, done } = open(RUNNING, { problem: 'stracker cannot start' });
    await expect(actions.restart(() => {})).rejects.toThrow('stracker cannot start');
    expect(done).toEqual([]);
  });
});

describe('starting and stopping the game server', () => {
  const told = (status: ProcessStatus, change: 'started' | 'stopped', configuredAt?: number) =>
    adviceAbout(open(status, configuredAt === undefined ? {} : { configuredAt }).actions.info(), change);

  it('leaves stracker alone, and says so', () => {
    expect(told(RUNNING, 'stopped')).toEqual(
      phrase`stracker keeps running; use ${typed('tracker stop')} to stop it as well.`,
    );
    expect(plain(told(RUNNING, 'started', 1001) ?? '')).toContain('"tracker restart"');
  });

  it('says nothing when there is nothing to do', () => {
    expect(told(RUNNING, 'started', 999)).toBeUndefined();
    expect(told(STOPPED, 'stopped')).toBeUndefined();
    expect(told(STOPPED, 'started', 1001)).toBeUndefined();
  });
});

describe('what stopping stracker costs', () => {
  it('is nothing between sessions, or if stracker is not running', () => {
    expect(open(RUNNING).actions.lossOfStopping()).toBeUndefined();
    opened.feed.notice({ type: 'sessionStarted', facts, again: false });
    expect(open(STOPPED).actions.lossOfStopping()).toBeUndefined();
    opened.feed.notice({ type: 'sessionEnded' });
    expect(open(RUNNING).actions.lossOfStopping()).toBeUndefined();
  });

  it('is the laps of the current session', () => {
    opened.feed.notice({ type: 'sessionStarted', facts, again: false });
    expect(open(RUNNING).actions.lossOfStopping()).toContain('Grand Final is running');
  });
});
