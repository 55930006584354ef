import { describe, expect, test } from 'vitest';
import type { Call } from '../../src/command/call.ts';
import { ROLES, type Role } from '../../src/command/caller.ts';
import { command } from '../../src/command/command.ts';
import { numberOf } from '../../src/command/numbers.ts';
import { integer, optional, text } from '../../src/command/param.ts';
import { UserError } from '../../src/kit/errors.ts';
import { caller, fakeServer, worldOf } from './world.ts';

const about = 'Something';
const run = () => ({ kind: 'note' as const, text: 'done' });
const kick = command({
  name: 'kick',
  about,
  role: 'steward',
  is: 'question',
  params: { driver: text('Who'), laps: optional(integer('How many')) },
  run: ({ driver }, { server, caller: { name } }) => ({
    kind: 'note',
    text: `${name} kicks ${driver} off ${server.id}`,
  }),
});
const refusing = command({
  ...kick,
  name: 'refuse',
  run: () => {
    throw new UserError('Ada is not here.');
  },
});
const broken = command({
  name: 'broken',
  about,
  role: 'driver',
  is: 'question',
  params: {},
  run: () => {
    throw new Error('the password is hunter2');
  },
});
const chatty = command({
  name: 'whisper',
  about,
  role: 'driver',
  is: 'question',
  via: ['chat'],
  private: true,
  params: {},
  run,
});
const help = command({ name: 'help', about, role: 'driver', is: 'question', installation: true, params: {}, run });
const two = [fakeServer('gt3').server, fakeServer('gt4').server];

const steward = caller('steward');
const failure = (sentence: string) => ({ kind: 'failed', sentence });

describe('a question', () => {
  const look = command({ name: 'look', about, role: 'steward', is: 'question', params: {}, run });

  test('is answered at once and audited right after', async () => {
    const { dispatcher, audit } = worldOf([look]);
    expect(dispatcher.dispatch({ line: 'look', caller: steward })).toEqual({ kind: 'done', answer: run() });
    expect(audit).toEqual([]);
    await Promise.resolve();
    expect(audit).toMatchObject([{ command: 'look', outcome: 'done', caller: { role: 'steward' } }]);
  });

  test('is judged by the caller’s role each time', async () => {
    const { dispatcher, audit } = worldOf([look]);
    const refused = failure('/look is for stewards; your role here is driver.');
    const say = (role: Role) => dispatcher.dispatch({ line: 'look', caller: caller(role, { id: 'the same' }) });
    expect([say('steward'), say('driver'), say('admin'), say('driver')]).toEqual([
      { kind: 'done', answer: run() },
      refused,
      { kind: 'done', answer: run() },
      refused,
    ]);
    await Promise.resolve();
    expect(audit.map(({ outcome, caller: { role } }) => [role, outcome])).toEqual([
      ['steward', 'done'],
      ['driver', 'denied'],
      ['admin', 'done'],
      ['driver', 'denied'],
    ]);
    expect(new Set(audit.map(({ act }) => act)).size).toBe(4);
  });
});

describe('a command', () => {
  test('is run, and audited with its parsed parameters', async () => {
    const { dispatcher, audit, clock } = worldOf([kick]);
    const outcome = await dispatcher.dispatch({ line: 'kick "Ada Quick" 3', caller: steward });
    expect(outcome).toEqual({ kind: 'done', answer: { kind: 'note', text: 'The steward kicks Ada Quick off gt3' } });
    expect(audit).toEqual([
      {
        act: expect.stringMatching(/^[0-9a-f-]{36}$/),
        at: clock.now(),
        server: 'gt3',
        caller: steward,
        command: 'kick',
        is: 'question',
        args: { driver: 'Ada Quick', laps: 3 },
        outcome: 'done',
        steps: [],
      },
    ]);
  });

  test('needs its role, and a denial is audited', async () => {
    const { dispatcher, audit } = worldOf([kick]);
    const sentence = '/kick is for stewards; your role here is driver.';
    expect(await dispatcher.dispatch({ line: 'kick Ada', caller: caller('driver') })).toEqual(failure(sentence));
    expect(audit).toMatchObject([{ command: 'kick', outcome: 'denied', reason: sentence, args: {} }]);
  });

  test.each(['steward', 'admin'] as const)('can be given in the role %s', async (role) => {
    const { dispatcher } = worldOf([kick]);
    expect(await dispatcher.dispatch({ line: 'kick Ada', caller: caller(role) })).toMatchObject({ kind: 'done' });
  });

  test('refused by its handler answers with the handler’s words', async () => {
    const { dispatcher, audit } = worldOf([refusing]);
    expect(await dispatcher.dispatch({ line: 'refuse Ada', caller: steward })).toEqual(failure('Ada is not here.'));
    expect(audit).toMatchObject([{ outcome: 'refused', reason: 'Ada is not here.', args: { driver: 'Ada' } }]);
  });

  test('that fails unexpectedly answers only with a reference to the log', async () => {
    const { dispatcher, audit, errors } = worldOf([broken]);
    const outcome = await dispatcher.dispatch({ line: 'broken', caller: steward });
    const [error] = errors as { reference: string; err: Error }[];
    expect(outcome).toEqual(failure(`Something went wrong in Pitwall; see the log under ${error?.reference}.`));
    expect(error?.reference).toMatch(/^[0-9a-f]{6}$/);
    expect(error?.err.message).toBe('the password is hunter2');
    expect(audit).toMatchObject([{ outcome: 'failed', reason: error?.reference }]);
  });

  test('that does not exist is answered but not audited, as it may be a password', async () => {
    const { dispatcher, audit } = worldOf([kick]);
    expect(await dispatcher.dispatch({ line: 'hunter2', caller: steward })).toMatchObject({ kind: 'failed' });
    expect(audit).toEqual([]);
  });

  test('works only where it is offered', async () => {
    const { dispatcher } = worldOf([chatty]);
    expect(await dispatcher.dispatch({ line: 'whisper', caller: steward })).toEqual(
      failure('"whisper" only works in the game.'),
    );
    const inGame = caller('driver', { via: 'chat' });
    expect(await dispatcher.dispatch({ line: 'whisper', caller: inGame })).toMatchObject({ kind: 'done' });
  });

  test('needs the name of a server if there are several', async () => {
    const { dispatcher } = worldOf([kick, help], two);
    const dispatch = (line: string, server?: string) =>
      dispatcher.dispatch({ line, caller: steward, ...(server !== undefined && { server }) });
    expect(await dispatch('kick Ada', 'gt4')).toMatchObject({ answer: { text: 'The steward kicks Ada off gt4' } });
    expect(await dispatch('kick Ada')).toEqual(failure('Which server? There are gt3, gt4.'));
    expect(await dispatch('kick Ada', 'toString')).toEqual(
      failure('There is no server "toString"; there are gt3, gt4.'),
    );
    expect(await dispatch('help')).toMatchObject({ kind: 'done' });
  });

  test('is refused for an unknown server, even if there is only one', async () => {
    const { dispatcher } = worldOf([kick]);
    expect(await dispatcher.dispatch({ line: 'kick Ada', server: 'gt4', caller: steward })).toEqual(
      failure('There is no server "gt4"; the only one is gt3.'),
    );
  });

  test('about a number goes to the server that has it, unless another is named', async () => {
    const show = command({
      name: 'show',
      about,
      role: 'driver',
      is: 'question',
      params: { number: numberOf('Which', 'P') },
      run: ({ number }, { server }) => ({ kind: 'note', text: `${number} on ${server.id}` }),
    });
    const { dispatcher } = worldOf([show], two, ({ prefix, number }) =>
      prefix === 'P' && number === 17 ? 'gt4' : undefined,
    );
    const say = (line: string, more: Partial<Call> = {}) => dispatcher.dispatch({ line, caller: steward, ...more });
    const text = (said: string) => ({ kind: 'done', answer: { kind: 'note', text: said } });
    expect(await say('show P-17')).toEqual(text('17 on gt4'));
    expect(await say('show', { named: { number: '17' }, server: 'gt3', isServerOfChannel: true })).toEqual(
      text('17 on gt4'),
    );
    expect(await say('show P-17', { server: 'gt3' })).toEqual(text('17 on gt3'));
    expect(await say('show P-18', { server: 'gt3', isServerOfChannel: true })).toEqual(text('18 on gt3'));
    expect(await say('show')).toEqual(failure('Which server? There are gt3, gt4.'));
    expect(await say('show Ada')).toEqual(failure('Which server? There are gt3, gt4.'));
  });

  test.each([
    ['P', '18', 'P-18'],
    ['P', 'p-s18', 'P-S18'],
    ['INC', 'b18', 'INC-B18'],
    ['[DP]', 'd-s18', 'D-S18'],
    ['[DP]', 's18', 'number S18'],
    ['[DP]', '18', 'number 18'],
  ])('about a number that nothing has is refused without asking for the server: %s, %s', async (prefix, said, name) => {
    const show = command({
      name: 'show',
      about,
      role: 'driver',
      is: 'question',
      params: { number: numberOf('Which', prefix) },
      run: () => ({ kind: 'note', text: 'something' }),
    });
    const { dispatcher } = worldOf([show], two, () => undefined);
    const refusal = failure(`There is no ${name} on gt3 or gt4.`);
    expect(await dispatcher.dispatch({ line: `show ${said}`, caller: steward })).toEqual(refusal);
    expect(await dispatcher.dispatch({ line: 'show', named: { number: said }, caller: steward })).toEqual(refusal);
  });

  test('is known to be private before it runs, and so is anything unknown or denied', () => {
    const { dispatcher } = worldOf([kick, chatty]);
    const isPrivate = (line: string, role: Role) => dispatcher.isPrivate(line, role);
    expect(['kick Ada', 'whisper', 'nonsense'].map((line) => isPrivate(line, 'steward'))).toEqual([false, true, true]);
    expect(isPrivate('kick Ada', 'driver')).toBe(true);
  });

  test('can be private for some roles only', () => {
    const listing = command({ ...help, name: 'list', private: (role) => role === 'admin' });
    const { dispatcher } = worldOf([listing]);
    expect(ROLES.map((role) => dispatcher.isPrivate('list', role))).toEqual([false, false, true]);
  });
});

describe('a command with a confirmation', () => {
  const wiped: string[] = [];
  const wipe = command({
    name: 'wipe',
    about,
    role: 'steward',
    is: 'question',
    params: { what: text('What') },
    confirm: ({ what }) => (what === 'nothing' ? undefined : `Wipe ${what}?`),
    run: ({ what }, { caller: { id } }) => {
      wiped.push(`${what} by ${id}`);
      return { kind: 'note', text: 'wiped' };
    },
  });
  const asked = async () => {
    wiped.length = 0;
    const world = worldOf([wipe]);
    const outcome = await world.dispatcher.dispatch({ line: 'wipe grid', caller: steward, canAsk: true });
    if (outcome.kind !== 'confirm') throw new Error('it did not ask');
    return {
      ...world,
      ...outcome,
      answer: (verb: string, who = steward) =>
        world.dispatcher.dispatch({ line: `${verb} ${outcome.key}`, caller: who }),
    };
  };

  test('does nothing before the answer, and audits no question', async () => {
    const { text: question, ms, audit } = await asked();
    expect([question, ms]).toEqual(['Wipe grid?', 120_000]);
    expect([wiped, audit]).toEqual([[], []]);
  });

  test('runs once after a yes', async () => {
    const { answer, audit } = await asked();
    expect(await answer('confirm')).toMatchObject({ kind: 'done' });
    expect(await answer('confirm')).toEqual(failure('That question has expired; please use the command again.'));
    expect(wiped).toEqual(['grid by the-steward']);
    expect(audit).toMatchObject([{ command: 'wipe', outcome: 'done', args: { what: 'grid' } }]);
  });

  test('does not run after a no, nor after a later yes', async () => {
    const { answer } = await asked();
    expect(await answer('cancel')).toEqual({ kind: 'done', answer: { kind: 'note', text: 'Nothing was done.' } });
    expect(await answer('confirm')).toMatchObject({ kind: 'failed' });
    expect(wiped).toEqual([]);
  });

  test('ignores the answer of another person, and stays open', async () => {
    const { answer } = await asked();
    expect(await answer('confirm', caller('admin'))).toEqual(failure('Only the person who was asked can answer.'));
    expect(await answer('cancel', caller('admin'))).toEqual(failure('Only the person who was asked can answer.'));
    expect(await answer('confirm')).toMatchObject({ kind: 'done' });
  });

  test('does not run if the answer comes too late', async () => {
    const { answer, clock } = await asked();
    clock.advance(120_001);
    expect(await answer('confirm')).toEqual(failure('That question has expired; please use the command again.'));
    expect(wiped).toEqual([]);
  });

  describe('that has changed meanwhile', () => {
    const world = { who: 'Ada', question: 'Kick?', at: 'lap 7' };
    const send = command({
      name: 'send',
      about,
      role: 'steward',
      is: 'question',
      params: { who: { ...text('Who'), read: (cursor) => `${cursor.take()[0]}: ${world.who}` } },
      confirm: () => (world.question === '' ? undefined : `${world.question} It is ${world.at}.`),
      stakes: () => world.question,
      run: ({ who }) => ({ kind: 'note', text: `sent ${who}` }),
    });
    const yesAfter = async (change: Partial<typeof world>) => {
      Object.assign(world, { who: 'Ada', question: 'Kick?', at: 'lap 7' });
      const { dispatcher } = worldOf([send]);
      const outcome = await dispatcher.dispatch({ line: 'send 3', caller: steward, canAsk: true });
      Object.assign(world, change);
      const key = outcome.kind === 'confirm' ? outcome.key : '';
      return dispatcher.dispatch({ line: `confirm ${key}`, caller: steward });
    };

    test.each([
      ['the car has another driver', { who: 'Bo' }],
      ['the question would be another one', { question: 'Kick and ban?' }],
    ])('does not run: %s', async (_, change) =>
      expect(await yesAfter(change)).toEqual(
        failure('Something has changed since you were asked: please use the command again. Nothing was done.'),
      ),
    );

    test.each([
      ['nothing has changed', {}],
      ['only its words have', { at: 'lap 8' }],
      ['there is nothing to ask any more', { question: '' }],
    ])('runs: %s', async (_, change) =>
      expect(await yesAfter(change)).toEqual({ kind: 'done', answer: { kind: 'note', text: 'sent 3: Ada' } }),
    );
  });

  test('does not run if the caller has lost the role', async () => {
    const { answer, audit } = await asked();
    const demoted = { ...steward, role: 'driver' as const };
    expect(await answer('confirm', demoted)).toEqual(failure('/wipe is for stewards; your role here is driver.'));
    expect(wiped).toEqual([]);
    expect(audit).toMatchObject([{ outcome: 'denied' }]);
  });

  test('runs at once if nobody can be asked, or if there is nothing to ask', async () => {
    const { dispatcher } = await asked();
    expect(await dispatcher.dispatch({ line: 'wipe grid', caller: steward })).toMatchObject({ kind: 'done' });
    expect(await dispatcher.dispatch({ line: 'wipe nothing', caller: steward, canAsk: true })).toMatchObject({
      kind: 'done',
    });
  });

  test.each(['confirm forged', 'cancel forged'])('ignores %j, which answers no question', async (line) => {
    const { dispatcher, audit } = await asked();
    expect(await dispatcher.dispatch({ line, caller: steward })).toMatchObject({ kind: 'failed' });
    expect(audit).toEqual([]);
  });
});

describe('a command with a form', () => {
  const report = command({
    name: 'report',
    about,
    role: 'driver',
    is: 'question',
    params: { reason: optional(text('Why')) },
    input: ({ reason }) => (reason === undefined ? { title: 'Report', fields: [] } : undefined),
    run: ({ reason }) => ({ kind: 'note', text: reason ?? '' }),
  });

  test('asks for it, and runs once its fields are filled in', async () => {
    const { dispatcher } = worldOf([report]);
    const form = { title: 'Report', fields: [] };
    expect(await dispatcher.dispatch({ line: 'report', caller: steward })).toEqual({
      kind: 'input',
      form,
      line: 'report',
    });
    expect(await dispatcher.dispatch({ line: 'report', named: { reason: 'hit me' }, caller: steward })).toMatchObject({
      answer: { text: 'hit me' },
    });
  });
});

describe('suggestions', () => {
  const greet = command({
    name: 'greet',
    about,
    role: 'steward',
    is: 'question',
    params: {
      who: {
        ...text('Who'),
        suggest: (typed, { view }) => {
          if (typed === 'boom') throw new Error('broken');
          return [{ label: `${typed} on ${view?.id}`, value: typed }];
        },
      },
    },
    run,
  });

  test('get the typed text and the server', async () => {
    const { dispatcher } = worldOf([greet]);
    const suggested = await dispatcher.suggest({ line: 'greet', named: { who: 'Ad' }, caller: steward }, 'who');
    expect(suggested).toEqual([{ label: 'Ad on gt3', value: 'Ad' }]);
  });

  test('get what the fields before it say, as far as that can be read', async () => {
    const given: unknown[] = [];
    const params = {
      count: integer('How many'),
      size: integer('How large'),
      who: {
        ...text('Who'),
        suggest(_: string, __: unknown, before?: object) {
          given.push(before);
          return [];
        },
      },
      later: integer('Later'),
    };
    const { dispatcher } = worldOf([command({ name: 'many', about, role: 'steward', is: 'question', params, run })]);
    const named = { count: '3', size: 'large', who: 'Ad', later: '4' };
    await dispatcher.suggest({ line: 'many', named, caller: steward }, 'who');
    expect(given).toEqual([{ count: 3 }]);
  });

  test('are 100 at most', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ label: '', value: String(index) }));
    const params = { who: { ...text('Who'), suggest: () => many } };
    const { dispatcher } = worldOf([command({ name: 'many', about, role: 'steward', is: 'question', params, run })]);
    const suggested = await dispatcher.suggest({ line: 'many', caller: steward }, 'who');
    expect(suggested).toEqual(many.slice(0, 100));
  });

  test.each([
    ['with too low a role', { line: 'greet', caller: caller('driver') }, 'who'],
    ['for an unknown command', { line: 'nonsense', caller: steward }, 'who'],
    ['for an unknown parameter', { line: 'greet', caller: steward }, 'constructor'],
    ['for a parameter whose suggestions fail', { line: 'greet', named: { who: 'boom' }, caller: steward }, 'who'],
  ])('are empty %s', async (_, call, param) => {
    expect(await worldOf([greet]).dispatcher.suggest(call, param)).toEqual([]);
  });

  test('that fail are logged, unless the caller typed something wrong', async () => {
    const { dispatcher, errors } = worldOf([greet]);
    await dispatcher.suggest({ line: 'nonsense', caller: steward }, 'who');
    expect(errors).toEqual([]);
    await dispatcher.suggest({ line: 'greet', named: { who: 'boom' }, caller: steward }, 'who');
    expect(errors).toMatchObject([{ param: 'who', err: new Error('broken') }]);
  });
});
