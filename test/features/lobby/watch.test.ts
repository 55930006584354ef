import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LobbyReply } from '../../../src/acserver/lobby.ts';
import { LobbyRepair } from '../../../src/features/lobby/watch.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { feedInDirectory } from '../../fakes/feed.ts';

const REFUSED = 'ERROR,SERVER NOT REGISTERED WITH LOBBY - PLEASE RESTART';

let opened: ReturnType<typeof feedInDirectory>;
let repair: LobbyRepair;
let attempts: { readonly attempt: number; readonly atMs: number }[];
let answers: (() => LobbyReply)[];
let faults: object[];
let running: boolean;

const ok = (): LobbyReply => ({ ok: true, text: 'OK,1,8081' });
const refused = (): LobbyReply => ({ ok: false, text: 'ERROR,INVALID SERVER' });

async function register(attempt: number): Promise<LobbyReply> {
  attempts.push({ attempt, atMs: opened.feed.clock.monotonic() });
  const reply = (answers.shift() ?? refused)();
  opened.feed.notice(
    reply.ok
      ? { type: 'lobbyRegistered', by: 'pitwall', answer: reply.text }
      : { type: 'lobbyFailed', by: 'pitwall', attempt, answer: reply.text },
  );
  return reply;
}

const open = (): LobbyRepair =>
  new LobbyRepair({
    bus: opened.bus,
    clock: opened.feed.clock,
    log: { error: (fields) => faults.push(fields) },
    state: () => opened.feed.state(),
    isRunning: () => running,
    register,
  });

/** Fires timers second by second, and lets the work they start finish. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    opened.feed.clock.advance(1000);
    for (let turn = 0; turn < 4; turn++) await Promise.resolve();
  }
}

const lose = () => opened.feed.notice({ type: 'lobbyLost', answer: REFUSED });

beforeEach(() => {
  opened = feedInDirectory();
  [attempts, answers, faults, running] = [[], [], [], true];
  repair = open();
});
afterEach(() => {
  repair.close();
  opened.remove();
});

describe('a lost registration', () => {
  it('is renewed after five seconds', async () => {
    answers = [ok];
    lose();
    expect(repair.nextAttemptAt()).toBe(opened.feed.clock.now() + 5000);
    await pass(3600);
    expect(attempts).toEqual([{ attempt: 1, atMs: 5000 }]);
    expect(repair.nextAttemptAt()).toBeUndefined();
    expect(opened.feed.state().lobby).toMatchObject({ standing: 'registered', answer: 'OK,1,8081' });
  });

  it('is retried less and less often while the lobby refuses it', async () => {
    lose();
    await pass(3600);
    const seconds = attempts.map(({ atMs }) => atMs / 1000);
    expect(seconds).toEqual([5, 20, 50, 110, 230, 530, 1130, 1730, 2330, 2930, 3530]);
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('is retried if the lobby does not answer, without logging a fault', async () => {
    answers = [
      () => {
        throw new UserError('The lobby did not answer within 10 s.');
      },
      ok,
    ];
    lose();
    await pass(60);
    expect(attempts).toHaveLength(2);
    expect(faults).toEqual([]);
  });

  it('is retried after an internal fault, which is logged', async () => {
    answers = [
      () => {
        throw new TypeError('broken');
      },
      ok,
    ];
    lose();
    await pass(60);
    expect(attempts).toHaveLength(2);
    expect(faults).toHaveLength(1);
  });

  it('is not retried once the server has registered by itself', async () => {
    lose();
    opened.feed.notice({ type: 'lobbyRegistered', by: 'server' });
    await pass(60);
    expect(attempts).toEqual([]);
  });

  it.each(['serverStopped', 'serverStarting'] as const)('is not retried after %s', async (type) => {
    lose();
    if (type === 'serverStarting') opened.feed.notice({ type, pid: 1 });
    else opened.feed.notice({ type, expected: true, lastLines: [] });
    running = false;
    await pass(60);
    expect(attempts).toEqual([]);
  });

  it('is retried more slowly if the lobby accepts it and forgets it at once', async () => {
    answers = [ok, ok, ok];
    lose();
    await pass(10);
    lose();
    await pass(20);
    lose();
    await pass(31);
    expect(attempts.map(({ atMs }) => atMs / 1000)).toEqual([5, 25, 60]);
  });

  it('is retried with the first short delay after a registration that lasted', async () => {
    answers = [ok, ok];
    lose();
    await pass(606);
    lose();
    await pass(6);
    expect(attempts.map(({ atMs }) => atMs / 1000)).toEqual([5, 611]);
  });

  it('is retried after a restart of Pitwall', async () => {
    lose();
    repair.close();
    opened = opened.reopen();
    repair = open();
    expect(repair.nextAttemptAt()).toBeUndefined();
    repair.resume();
    answers = [ok];
    await pass(6);
    expect(attempts).toHaveLength(1);
  });

  it('is not retried once Pitwall closes, even in the middle of an attempt', async () => {
    answers = [
      () => {
        repair.close();
        return refused();
      },
    ];
    lose();
    await pass(3600);
    expect(attempts).toHaveLength(1);
  });
});

describe('a failed attempt by the server itself', () => {
  it('is not retried by Pitwall', async () => {
    opened.feed.notice({ type: 'lobbyFailed', by: 'server', attempt: 1 });
    repair.resume();
    await pass(3600);
    expect(attempts).toEqual([]);
  });
});
