import { beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../../src/command/caller.ts';
import { type Command, command } from '../../src/command/command.ts';
import type { Call, Dispatcher, Outcome } from '../../src/command/dispatch.ts';
import { numberOf } from '../../src/command/numbers.ts';
import { optional, sentence, text } from '../../src/command/param.ts';
import { HubDispatcher } from '../../src/fleet/hubDispatcher.ts';
import type { Fate, Order } from '../../src/fleet/orders.ts';
import { NobodyThere } from '../../src/fleet/shipping.ts';
import { OutOfReach } from '../../src/fleet/talk.ts';
import { FakeClock } from '../fakes/clock.ts';

const kick = command({
  name: 'kick',
  about: 'Send somebody away',
  role: 'steward',
  is: 'act',
  effect: ['sends away'],
  params: { driver: text('Who') },
  run: () => ({ kind: 'note', text: 'never here' }),
}) as Command;
const clear = command({
  name: 'penalty clear',
  about: 'Withdraw one',
  role: 'steward',
  is: 'act',
  effect: ['decides about a driver'],
  params: { number: numberOf('The penalty', 'P'), reason: optional(sentence('Why')) },
  run: () => ({ kind: 'note', text: 'never here' }),
}) as Command;
const help = command({
  name: 'help',
  about: 'What can be said',
  role: 'driver',
  is: 'question',
  installation: true,
  params: {},
  run: () => ({ kind: 'note', text: 'help' }),
}) as Command;

const caller: Caller = { via: 'slash', role: 'steward', proof: 'discord', id: '1', name: 'Otto' };
const done = (said: string): Outcome => ({ kind: 'done', answer: { kind: 'note', text: said } });

let clock: FakeClock;
let sent: { edge: string; order: Order }[];
let asked: string[];
let late: string[];
let fate: () => Promise<Fate>;
let away: number | undefined;
/** Of the edges; undefined before they are heard. */
let life: string | undefined;
let expires: number;
let answer: (subject: string, value: unknown) => Promise<unknown>;
let hub: HubDispatcher;

beforeEach(() => {
  clock = new FakeClock();
  sent = [];
  asked = [];
  late = [];
  away = undefined;
  [life, expires] = ['life', 20_000];
  fate = () => Promise.resolve({ kind: 'over', outcome: done('kicked') });
  answer = () => Promise.resolve([{ label: 'Mara', value: '0' }]);
  const own: Dispatcher = {
    commands: [kick, clear, help],
    dispatch: ({ line }) => Promise.resolve(done(`here: ${line}`)),
    judge: () => 'allowed',
    formOf: () => undefined,
    suggest: () => Promise.resolve([]),
    isPrivate: () => true,
  };
  hub = new HubDispatcher({
    own,
    hosts: {
      servers: () =>
        new Map([
          ['gt3', 'a'],
          ['mx5', 'b'],
          ['gt4', 'c'],
          ['f3', 'c'],
        ]),
      letters: () =>
        new Map([
          ['A', 'a'],
          ['C', 'c'],
        ]),
      awaySince: (edge) => (edge === 'a' ? away : undefined),
      otherVersionOf: (edge) => (edge === 'b' ? 'Pitwall 9 there is another one.' : undefined),
    },
    talk: {
      ask(subject, value) {
        asked.push(subject);
        return answer(subject, value);
      },
    },
    wayTo: (edge) => ({
      send(order) {
        sent.push({ edge, order });
        return fate();
      },
      fate: () => Promise.resolve({ kind: 'running' }),
    }),
    expiry: () => (away === undefined && life !== undefined ? { segment: life, expires } : undefined),
    complete: (outcome) => outcome,
    late: (_, sentence) => late.push(sentence),
    clock,
  });
});

const say = (line: string, more: Partial<Call> = {}) => hub.dispatch({ line, caller, ...more });

/** Lets everything happen that is due until then. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 250) {
    clock.advance(Math.min(left, 250));
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
}

describe('what is said to a hub', () => {
  test('about a game server goes to its edge, with its id', async () => {
    expect(await say('kick Mara', { server: 'gt3', act: 'x1' })).toEqual(done('kicked'));
    expect(sent).toEqual([
      {
        edge: 'a',
        order: {
          id: 'x1',
          segment: 'life',
          expires: 20_000,
          call: { line: 'kick Mara', caller, server: 'gt3', act: 'x1' },
        },
      },
    ]);
  });

  test('about the installation stays here', async () => {
    expect(await say('help')).toEqual(done('here: help'));
    expect(sent).toEqual([]);
  });

  test('of one server of several has to say which', async () => {
    expect(await say('kick Mara')).toEqual({ kind: 'failed', sentence: 'Which server? There are gt3, mx5, gt4, f3.' });
    expect(await say('kick Mara', { server: 'gt9' })).toMatchObject({
      kind: 'failed',
      sentence: expect.stringContaining('gt9'),
    });
  });

  test('for an edge that is away is refused at once, and says since when', async () => {
    away = Date.UTC(2026, 10, 21, 20, 14);
    expect(await say('kick Mara', { server: 'gt3' })).toEqual({
      kind: 'failed',
      sentence: 'The host a is out of reach since 20:14 UTC; its games go on. Nothing was done.',
    });
    expect(sent).toEqual([]);
  });

  test('for an edge of another version is refused', async () => {
    expect(await say('kick Mara', { server: 'mx5' })).toEqual({
      kind: 'failed',
      sentence: 'Pitwall 9 there is another one. Nothing was done.',
    });
  });

  test('while its edge is restarted waits for its next life', async () => {
    const nobody = fate;
    fate = () => Promise.reject(new NobodyThere());
    const outcome = say('kick Mara', { server: 'gt3', act: 'x1' });
    await pass(4000);
    [fate, life, expires] = [nobody, 'next life', 30_000];
    await pass(250);
    expect(await outcome).toEqual(done('kicked'));
    // By the clock of that life it may begin it no later than it might have been begun at first.
    expect(sent.at(-1)?.order).toMatchObject({ id: 'x1', segment: 'next life', expires: 30_000 - 4250 });
  });

  test('that nobody hears is told as not done, once its edge is missed and at last when its time is over', async () => {
    fate = () => Promise.reject(new NobodyThere());
    const missed = say('kick Mara', { server: 'gt3' });
    await pass(5000);
    away = Date.UTC(2026, 10, 21, 20, 14);
    await pass(250);
    expect(await missed).toEqual({
      kind: 'failed',
      sentence: 'The host a is out of reach since 20:14 UTC; its games go on. Nothing was done.',
    });
    away = undefined;
    const late = say('kick Mara', { server: 'gt3' });
    await pass(20_000);
    expect(await late).toEqual({
      kind: 'failed',
      sentence: 'The host a did not get this in time. Nothing was done.',
    });
  });

  test('to a hub that has just begun waits until that has heard the edge', async () => {
    life = undefined;
    const outcome = say('kick Mara', { server: 'gt3' });
    await pass(1000);
    life = 'life';
    await pass(250);
    expect(await outcome).toEqual(done('kicked'));
    life = undefined;
    const never = say('kick Mara', { server: 'gt3' });
    await pass(5250);
    expect(await never).toEqual({ kind: 'failed', sentence: 'The host a is out of reach. Nothing was done.' });
  });

  test('is answered where its question is open', async () => {
    fate = () => Promise.resolve({ kind: 'over', outcome: { kind: 'confirm', text: 'Sure?', key: 'k1', ms: 30_000 } });
    expect(await say('kick Mara', { server: 'gt3' })).toMatchObject({ kind: 'confirm', key: 'a.k1' });
    fate = () => Promise.resolve({ kind: 'over', outcome: done('kicked') });
    expect(await say('confirm a.k1')).toEqual(done('kicked'));
    expect(sent.at(-1)).toMatchObject({ edge: 'a', order: { call: { line: 'confirm k1' } } });
    expect(await say('confirm own-key')).toEqual(done('here: confirm own-key'));
  });

  test('and takes longer than Discord waits is told in the log channel', async () => {
    let finish = (_: Fate): void => {};
    fate = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    const outcome = say('kick Mara', { server: 'gt3' });
    clock.advance(14 * 60_000);
    expect(await outcome).toMatchObject({
      kind: 'failed',
      sentence: expect.stringContaining('the log channel will tell'),
    });
    expect(late).toEqual([]);
    finish({ kind: 'over', outcome: done('kicked') });
    await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    expect(late).toEqual(['It was carried out.']);
  });
});

test('what is not confirmed in time says until when it may still be done', async () => {
  fate = () => new Promise(() => {});
  const told: string[] = [];
  const at = new Date(clock.now() + 20_000).toISOString().slice(11, 19);
  void hub.dispatch({ line: 'kick Mara', caller, server: 'gt3' }, (text) => told.push(text));
  clock.advance(1999);
  expect(told).toEqual([]);
  clock.advance(1);
  expect(told).toEqual([`The host a has not confirmed this yet; it does it before ${at} UTC, or never.`]);
});

describe('what is half typed', () => {
  test('is completed by the edge, and by nobody where that is too slow', async () => {
    const call = { line: 'kick', named: { driver: 'Ma' }, caller, server: 'gt3' };
    expect(await hub.suggest(call, 'driver')).toEqual([{ label: 'Mara', value: '0' }]);
    expect(asked).toEqual(['pw.cmd.a.suggest']);
    answer = () => Promise.reject(new OutOfReach('a'));
    expect(await hub.suggest(call, 'driver')).toEqual([]);
    expect(await hub.suggest({ ...call, server: undefined }, 'driver')).toEqual([]);
  });

  test('has what every host offers, one of each in turn, where it is a number and nobody says whose', async () => {
    const offered: Readonly<Record<string, readonly string[]>> = {
      gt3: ['A2', 'A1'],
      mx5: ['B1'],
      gt4: ['C4', 'C3', 'A2'],
    };
    answer = (_, value) => {
      const { server = '' } = (value as { call: Call }).call;
      const of = offered[server];
      return of
        ? Promise.resolve(of.map((each) => ({ label: each, value: each })))
        : Promise.reject(new OutOfReach('c'));
    };
    const call = { line: 'penalty clear', named: { number: '' }, caller };
    const values = async (more: Partial<Call> = {}) =>
      (await hub.suggest({ ...call, ...more }, 'number')).map(({ value }) => value);
    expect(await values()).toEqual(['A2', 'B1', 'C4', 'A1', 'C3']);
    expect(await values({ server: 'mx5' })).toEqual(['B1']);
    expect(await values({ named: { number: 'P-C' } })).toEqual(['A2', 'B1', 'C4', 'A1', 'C3']);
    expect(await values({ named: { number: 'P-C4' } })).toEqual(['C4', 'C3', 'A2']);
    expect(await values({ server: 'mx5', isServerOfChannel: true, named: { number: 'c' } })).toEqual(['B1']);
    expect(await values({ server: 'mx5', isServerOfChannel: true, named: { number: 'c3' } })).toEqual([
      'C4',
      'C3',
      'A2',
    ]);
    expect(await values({ named: { number: 'P-Q1' } })).toEqual([]);
    away = Date.UTC(2026, 10, 21, 20, 14);
    asked = [];
    expect(await values()).toEqual(['B1', 'C4', 'C3', 'A2']);
    expect(asked).toEqual(['pw.cmd.b.suggest', 'pw.cmd.c.suggest', 'pw.cmd.c.suggest']);
  });
});

describe('a number with a letter', () => {
  const sentTo = (): unknown => sent.map(({ edge, order }) => [edge, order.call.server, order.call.line]);

  test.each(['penalty clear P-C17 too hard', 'penalty clear c17', 'penalty clear 3000017'])(
    'goes to the host that has given it: %s',
    async (line) => {
      expect(await say(line)).toEqual(done('kicked'));
      expect(sentTo()).toEqual([['c', undefined, line]]);
    },
  );

  test('goes there by name too, and from a channel that is about another server', async () => {
    await say('penalty clear', { named: { number: 'A2' } });
    await say('penalty clear', { named: { number: 'C2' }, server: 'gt3', isServerOfChannel: true });
    await say('penalty clear', { named: { number: 'C2' }, server: 'f3' });
    expect(sentTo()).toEqual([
      ['a', undefined, 'penalty clear'],
      ['c', undefined, 'penalty clear'],
      ['c', 'f3', 'penalty clear'],
    ]);
  });

  test('of nobody is one sentence with the letters that there are', async () => {
    expect(await say('penalty clear P-Q17')).toEqual({
      kind: 'failed',
      sentence: 'No host has the letter Q of "P-Q17"; there are A for a, C for c.',
    });
    expect(sent).toEqual([]);
  });

  test('beside a server of another host is refused', async () => {
    expect(await say('penalty clear P-C17', { server: 'gt3' })).toEqual({
      kind: 'failed',
      sentence: '"P-C17" is of the host c, and the server gt3 is on the host a.',
    });
    expect(await say('penalty clear P-C17', { server: 'gt9' })).toMatchObject({
      sentence: 'There is no server "gt9"; there are gt3, mx5, gt4, f3.',
    });
  });

  test('is needed where numbers without one may be anybody’s', async () => {
    expect(await say('penalty clear P-17')).toMatchObject({ sentence: expect.stringMatching(/^Which server\?/) });
    expect(await say('penalty clear 17', { server: 'gt3' })).toEqual(done('kicked'));
  });

  test('in a reason or of a driver is none', async () => {
    expect(await say('kick C17')).toMatchObject({ sentence: expect.stringMatching(/^Which server\?/) });
    expect(await say('penalty clear 17 as C17')).toMatchObject({ sentence: expect.stringMatching(/^Which server\?/) });
  });
});
