import { beforeEach, describe, expect, test } from 'vitest';
import type { Call } from '../../src/command/dispatch.ts';
import type { Fate } from '../../src/fleet/orders.ts';
import { NobodyThere } from '../../src/fleet/shipping.ts';
import { OutOfReach } from '../../src/fleet/talk.ts';
import type { Sentence } from '../../src/kit/sentence.ts';
import { caller, done, HubRig } from './hubRig.ts';

/** With its time as such, for readers in other time zones. */
const UNREACHABLE: Sentence = [
  'The host a has been unreachable since ',
  { at: Date.UTC(2026, 10, 21, 20, 14), shown: 'time of day' },
  '; its game servers keep running. Nothing was done.',
];

let rig: HubRig;
beforeEach(() => {
  rig = new HubRig();
});

describe('a command given to the hub', () => {
  test('goes to the edge of its server, with its id', async () => {
    expect(await rig.say('kick Mara', { server: 'gt3', act: 'x1' })).toEqual(done('kicked'));
    expect(rig.sent).toEqual([
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

  test('is answered by the hub if it concerns the installation', async () => {
    expect(await rig.say('help')).toEqual(done('here: help'));
    expect(rig.sent).toEqual([]);
  });

  test('has to name one of several servers', async () => {
    expect(await rig.say('kick Mara')).toEqual({
      kind: 'failed',
      sentence: 'Which server? There are gt3, mx5, gt4, f3.',
    });
    expect(await rig.say('kick Mara', { server: 'gt9' })).toMatchObject({
      kind: 'failed',
      sentence: expect.stringContaining('gt9'),
    });
  });

  test('is refused at once if its edge is unreachable, with the time since when', async () => {
    rig.away = Date.UTC(2026, 10, 21, 20, 14);
    expect(await rig.say('kick Mara', { server: 'gt3' })).toEqual({
      kind: 'failed',
      sentence: UNREACHABLE,
    });
    expect(rig.sent).toEqual([]);
  });

  test('is refused if its edge has another version', async () => {
    expect(await rig.say('kick Mara', { server: 'mx5' })).toEqual({
      kind: 'failed',
      sentence: 'Pitwall 9 there is another one. Nothing was done.',
    });
  });

  test('waits for the next life of an edge that is restarting', async () => {
    const usual = rig.fate;
    rig.fate = () => Promise.reject(new NobodyThere());
    const outcome = rig.say('kick Mara', { server: 'gt3', act: 'x1' });
    await rig.pass(4000);
    [rig.fate, rig.life, rig.expires] = [usual, 'next life', 30_000];
    await rig.pass(250);
    expect(await outcome).toEqual(done('kicked'));
    // On the clock of that life, it may begin no later than it could have begun at first.
    expect(rig.sent.at(-1)?.order).toMatchObject({ id: 'x1', segment: 'next life', expires: 30_000 - 4250 });
  });

  test('is reported as not done once its edge is missed, or once its time is up', async () => {
    rig.fate = () => Promise.reject(new NobodyThere());
    const missed = rig.say('kick Mara', { server: 'gt3' });
    await rig.pass(5000);
    rig.away = Date.UTC(2026, 10, 21, 20, 14);
    await rig.pass(250);
    expect(await missed).toEqual({
      kind: 'failed',
      sentence: UNREACHABLE,
    });
    rig.away = undefined;
    const late = rig.say('kick Mara', { server: 'gt3' });
    await rig.pass(20_000);
    expect(await late).toEqual({
      kind: 'failed',
      sentence: 'The host a did not get this in time. Nothing was done.',
    });
  });

  test('waits until a hub that has just started hears the edge', async () => {
    rig.life = undefined;
    const outcome = rig.say('kick Mara', { server: 'gt3' });
    await rig.pass(1000);
    rig.life = 'life';
    await rig.pass(250);
    expect(await outcome).toEqual(done('kicked'));
    rig.life = undefined;
    const never = rig.say('kick Mara', { server: 'gt3' });
    await rig.pass(5250);
    expect(await never).toEqual({ kind: 'failed', sentence: 'The host a is out of reach. Nothing was done.' });
  });

  test('sends a confirmation to the edge that asked the question', async () => {
    rig.fate = () =>
      Promise.resolve({ kind: 'over', outcome: { kind: 'confirm', text: 'Sure?', key: 'k1', ms: 30_000 } });
    expect(await rig.say('kick Mara', { server: 'gt3' })).toMatchObject({ kind: 'confirm', key: 'a.k1' });
    rig.fate = () => Promise.resolve({ kind: 'over', outcome: done('kicked') });
    expect(await rig.say('confirm a.k1')).toEqual(done('kicked'));
    expect(rig.sent.at(-1)).toMatchObject({ edge: 'a', order: { call: { line: 'confirm k1' } } });
    expect(await rig.say('confirm own-key')).toEqual(done('here: confirm own-key'));
  });

  test('is reported in the log channel if it outlasts the Discord interaction', async () => {
    let finish = (_: Fate): void => {};
    rig.fate = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    const outcome = rig.say('kick Mara', { server: 'gt3' });
    rig.clock.advance(14 * 60_000);
    expect(await outcome).toMatchObject({
      kind: 'failed',
      sentence: expect.stringContaining('the log channel will tell'),
    });
    expect(rig.late).toEqual([]);
    finish({ kind: 'over', outcome: done('kicked') });
    await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    expect(rig.late).toEqual(['It was carried out.']);
  });
});

test('an unconfirmed command is reported with the time until which it may still run', async () => {
  rig.fate = () => new Promise(() => {});
  const told: string[] = [];
  const at = new Date(rig.clock.now() + 20_000).toISOString().slice(11, 19);
  void rig.hub.dispatch({ line: 'kick Mara', caller, server: 'gt3' }, (text) => told.push(text));
  rig.clock.advance(1999);
  expect(told).toEqual([]);
  rig.clock.advance(1);
  expect(told).toEqual([
    `The host a has not confirmed this yet; if it is not done by ${at} UTC, it will not be done at all.`,
  ]);
});

describe('autocomplete', () => {
  test('is answered by the edge, and stays empty if the edge is too slow', async () => {
    const call = { line: 'kick', named: { driver: 'Ma' }, caller, server: 'gt3' };
    expect(await rig.hub.suggest(call, 'driver')).toEqual([{ label: 'Mara', value: '0' }]);
    expect(rig.asked).toEqual(['pw.cmd.a.suggest']);
    rig.answer = () => Promise.reject(new OutOfReach('a'));
    expect(await rig.hub.suggest(call, 'driver')).toEqual([]);
    expect(await rig.hub.suggest({ ...call, server: undefined }, 'driver')).toEqual([]);
  });

  test('merges the numbers of all hosts in turn if no server is named', async () => {
    const offered: Readonly<Record<string, readonly string[]>> = {
      gt3: ['A2', 'A1'],
      mx5: ['B1'],
      gt4: ['C4', 'C3', 'A2'],
    };
    rig.answer = (_, value) => {
      const { server = '' } = (value as { call: Call }).call;
      const of = offered[server];
      return of
        ? Promise.resolve(of.map((each) => ({ label: each, value: each })))
        : Promise.reject(new OutOfReach('c'));
    };
    const call = { line: 'penalty clear', named: { number: '' }, caller };
    const values = async (more: Partial<Call> = {}) =>
      (await rig.hub.suggest({ ...call, ...more }, 'number')).map(({ value }) => value);
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
    rig.away = Date.UTC(2026, 10, 21, 20, 14);
    rig.asked.splice(0);
    expect(await values()).toEqual(['B1', 'C4', 'C3', 'A2']);
    expect(rig.asked).toEqual(['pw.cmd.b.suggest', 'pw.cmd.c.suggest', 'pw.cmd.c.suggest']);
  });
});

describe('a number with a letter', () => {
  const sentTo = (): unknown => rig.sent.map(({ edge, order }) => [edge, order.call.server, order.call.line]);

  test.each(['penalty clear P-C17 too hard', 'penalty clear c17', 'penalty clear 3000017'])(
    'goes to the host with that letter: %s',
    async (line) => {
      expect(await rig.say(line)).toEqual(done('kicked'));
      expect(sentTo()).toEqual([['c', undefined, line]]);
    },
  );

  test('goes there as a named option too, whatever server the channel belongs to', async () => {
    await rig.say('penalty clear', { named: { number: 'A2' } });
    await rig.say('penalty clear', { named: { number: 'C2' }, server: 'gt3', isServerOfChannel: true });
    await rig.say('penalty clear', { named: { number: 'C2' }, server: 'f3' });
    expect(sentTo()).toEqual([
      ['a', undefined, 'penalty clear'],
      ['c', undefined, 'penalty clear'],
      ['c', 'f3', 'penalty clear'],
    ]);
  });

  test('is refused with a list of letters if no host has the letter', async () => {
    expect(await rig.say('penalty clear P-Q17')).toEqual({
      kind: 'failed',
      sentence: 'No host has the letter Q of "P-Q17"; there are A for a, C for c.',
    });
    expect(rig.sent).toEqual([]);
  });

  test('is refused together with a server on another host', async () => {
    expect(await rig.say('penalty clear P-C17', { server: 'gt3' })).toEqual({
      kind: 'failed',
      sentence: '"P-C17" is of the host c, and the server gt3 is on the host a.',
    });
    expect(await rig.say('penalty clear P-C17', { server: 'gt9' })).toMatchObject({
      sentence: 'There is no server "gt9"; there are gt3, mx5, gt4, f3.',
    });
  });

  test('is required if several hosts have numbers, unless a server is named', async () => {
    expect(await rig.say('penalty clear P-17')).toMatchObject({ sentence: expect.stringMatching(/^Which server\?/) });
    expect(await rig.say('penalty clear 17', { server: 'gt3' })).toEqual(done('kicked'));
  });

  test('does not count in a reason or a driver name', async () => {
    expect(await rig.say('kick C17')).toMatchObject({ sentence: expect.stringMatching(/^Which server\?/) });
    expect(await rig.say('penalty clear 17 as C17')).toMatchObject({
      sentence: expect.stringMatching(/^Which server\?/),
    });
  });
});
