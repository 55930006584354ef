import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { note } from '../../src/command/answer.ts';
import type { AuditRow } from '../../src/command/audit.ts';
import { type Command, command } from '../../src/command/command.ts';
import { createDispatcher } from '../../src/command/dispatch.ts';
import type { Attempt } from '../../src/kit/attempt.ts';
import { UserError } from '../../src/kit/errors.ts';
import { StoreFull } from '../../src/store/errors.ts';
import { FakeClock } from '../fakes/clock.ts';
import { fakeRights } from '../fakes/rights.ts';
import { caller, fakeServer, worldOf } from './world.ts';

const about = 'About it';
const act = (run: (attempt: Attempt) => void | Promise<void>): Command =>
  command({
    name: 'fling',
    about,
    role: 'steward',
    is: 'act',
    effect: ['sends away'],
    params: {},
    run: async (_, { attempt }) => {
      await run(attempt);
      return note('Flung.');
    },
  });
const question = command({ name: 'look', about, role: 'driver', is: 'question', params: {}, run: () => note('Seen.') });

/** A dispatcher whose audit shows every state of a row, and whose disk can be full. */
function auditedWorld(list: readonly Command[]) {
  const kept: AuditRow[] = [];
  const faults: object[] = [];
  const disk: { isFull: boolean; problem?: Error } = { isFull: false };
  const dispatcher = createDispatcher({
    commands: list,
    app: worldOf([]).app,
    clock: new FakeClock(),
    audit(row) {
      if (disk.problem) throw disk.problem;
      if (disk.isFull) throw new Error('database or disk is full');
      kept.push(row);
    },
    log: { error: (fields) => faults.push(fields) },
  });
  const say = (line: string, act?: string) => dispatcher.dispatch({ line, act, caller: caller('steward') });
  const states = () => kept.map(({ outcome, steps }) => [outcome, ...steps.map(({ what }) => what)].join(': '));
  return { kept, faults, disk, say, states };
}

describe('an act', () => {
  test('is audited before it starts and before each step, under one id to its end', async () => {
    const seen: string[][] = [];
    const world = auditedWorld([
      act((attempt) => {
        seen.push(world.states());
        attempt.begin({ via: 'udp', what: 'the first' });
        seen.push(world.states());
        attempt.begin({ via: 'rcon', what: 'the second' });
        seen.push(world.states());
      }),
    ]);
    await world.say('fling', 'the-act');
    expect(seen.map((states) => states.at(-1))).toEqual([
      'asked',
      'attempting: the first',
      'attempting: the first: the second',
    ]);
    expect(world.states().at(-1)).toBe('done: the first: the second');
    expect(new Set(world.kept.map((row) => row.act))).toEqual(new Set(['the-act']));
  });

  test('has a random id if none was given', async () => {
    const world = auditedWorld([act(() => {})]);
    await world.say('fling');
    await world.say('fling');
    expect(new Set(world.kept.map((row) => row.act)).size).toBe(2);
  });

  test('that cannot be audited is not done, and says so', async () => {
    const ran: string[] = [];
    const world = auditedWorld([act(() => void ran.push('ran'))]);
    world.disk.isFull = true;
    const outcome = await world.say('fling');
    expect([ran, outcome]).toEqual([
      [],
      { kind: 'failed', sentence: expect.stringMatching(/^Nothing was done: Pitwall cannot write to its database/) },
    ]);
    expect(world.faults).toMatchObject([{ err: { message: 'database or disk is full' } }, {}]);
  });

  test('says that the disk is full', async () => {
    const world = auditedWorld([act(() => {})]);
    world.disk.problem = new StoreFull('/srv/pitwall/data/pitwall.db', new Error('database or disk is full'));
    expect(await world.say('fling')).toEqual({
      kind: 'failed',
      sentence: expect.stringMatching(
        /^Nothing was done: the disk with DATA_DIR is full, and Pitwall does nothing it cannot record\. See the log under \w+\.$/,
      ),
    });
  });

  test('stops at the first step that cannot be audited', async () => {
    const ran: string[] = [];
    const world = auditedWorld([
      act((attempt) => {
        world.disk.isFull = true;
        attempt.begin({ via: 'udp', what: 'the packet' });
        ran.push('sent');
      }),
    ]);
    expect(await world.say('fling')).toMatchObject({ sentence: expect.stringMatching(/^Nothing was done: /) });
    expect(ran).toEqual([]);
  });

  test('says that part of it was done if a later step cannot be audited, and keeps only that part', async () => {
    const ran: string[] = [];
    const world = auditedWorld([
      act((attempt) => {
        attempt.begin({ via: 'udp', what: 'the first' });
        ran.push('sent');
        world.disk.isFull = true;
        try {
          attempt.begin({ via: 'udp', what: 'the second' });
          ran.push('sent too');
        } finally {
          world.disk.isFull = false;
        }
      }),
    ]);
    expect(await world.say('fling')).toMatchObject({
      sentence: expect.stringMatching(/^Only part of it was done: Pitwall cannot write to its database/),
    });
    expect(ran).toEqual(['sent']);
    expect(world.states().at(-1)).toBe('refused: the first');
  });

  test('keeps what it has written in the same transaction, before it goes on', async () => {
    const seen: string[] = [];
    const world = auditedWorld([
      act((attempt) => {
        attempt.done('the entry', 'the packet');
        seen.push(world.states().at(-1) ?? '');
      }),
    ]);
    await world.say('fling');
    expect(seen).toEqual(['attempting: the entry']);
    expect(world.kept.at(-1)?.steps).toMatchObject([{ what: 'the entry', next: 'the packet', isDone: true }]);
  });

  test('is answered as done even if its end cannot be audited', async () => {
    const world = auditedWorld([
      act((attempt) => {
        attempt.begin({ via: 'udp', what: 'the packet' });
        world.disk.isFull = true;
      }),
    ]);
    expect(await world.say('fling')).toEqual({ kind: 'done', answer: note('Flung.') });
    expect(world.states().at(-1)).toBe('attempting: the packet');
  });

  test('that fails after a step says what was sent', async () => {
    const world = auditedWorld([
      act((attempt) => {
        attempt.done('the entry');
        attempt.begin({ via: 'udp', what: 'the packet' });
        throw new Error('a fault of ours');
      }),
    ]);
    expect(await world.say('fling')).toMatchObject({
      sentence: expect.stringMatching(/ Sent, but not confirmed: the packet\.$/),
    });
    expect(world.states().at(-1)).toBe('failed: the entry: the packet');
  });

  test('that is refused before a step is audited as refused, with the sentence', async () => {
    const world = auditedWorld([
      act(() => {
        throw new UserError('Billy is not here.');
      }),
    ]);
    await world.say('fling');
    expect(world.kept.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['asked', undefined],
      ['refused', 'Billy is not here.'],
    ]);
  });
});

describe('a question', () => {
  test('is audited once, with its outcome', async () => {
    const world = auditedWorld([question]);
    await world.say('look');
    expect(world.states()).toEqual(['done']);
  });

  test('is answered even if nothing can be written', async () => {
    const world = auditedWorld([question]);
    world.disk.isFull = true;
    expect(await world.say('look')).toEqual({ kind: 'done', answer: note('Seen.') });
  });
});

describe('a login', () => {
  test.each(['admin', 'spectator'])(
    'for %s is audited as refused with a wrong password, as done with the right one',
    async (name) => {
      const guid = '76561197900000001';
      const { server } = fakeServer('gt3', {
        rights: fakeRights({ passwords: () => ({ admin: 'right', spectator: 'right' }) }),
      });
      const { dispatcher, audit } = worldOf(commands, [server]);
      const driver = caller('driver', { via: 'chat', guid, carId: 3, stay: { run: 1, carId: 3, guid, connection: 1 } });
      await dispatcher.dispatch({ line: `${name} guess`, caller: driver });
      await dispatcher.dispatch({ line: `${name} right`, caller: driver });
      expect(audit.map(({ command: given, outcome, args }) => [given, outcome, args])).toEqual([
        [name, 'refused', {}],
        [name, 'done', {}],
      ]);
    },
  );
});
