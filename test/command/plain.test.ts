import { describe, expect, it, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Answer, AnswerKind } from '../../src/command/answer.ts';
import { type Command, command, offeredBy } from '../../src/command/command.ts';
import type { Call, Outcome } from '../../src/command/dispatch.ts';
import { optional, text } from '../../src/command/param.ts';
import type { ServerView } from '../../src/command/view.ts';
import { emptyState } from '../../src/race/state.ts';
import { sensibleWord } from '../commands/sensible.ts';
import { fakeIncidents } from '../fakes/incidents.ts';
import { caller, driver, fakeServer, worldOf } from './world.ts';

/** What survives being sent to another process: everything but functions. */
type Plain<T> = T extends (...args: never) => unknown
  ? never
  : T extends ReadonlyMap<infer K, infer V>
    ? ReadonlyMap<Plain<K>, Plain<V>>
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T;

/** Compiles only if nothing has to be left out. */
const plain = <T>(value: T & Plain<T>): T => structuredClone(value);

const KINDS: Readonly<Record<AnswerKind, true>> = {
  checks: true,
  lines: true,
  note: true,
  text: true,
  info: true,
  drivers: true,
  order: true,
  sessions: true,
  process: true,
  configuration: true,
  entries: true,
  grid: true,
  gridChange: true,
  lobby: true,
  tracker: true,
  incident: true,
  incidents: true,
  picture: true,
  decided: true,
  settled: true,
  discussion: true,
  penalty: true,
  penalties: true,
  points: true,
  classification: true,
  event: true,
  carryOver: true,
  export: true,
  help: true,
};

const namedFor = (definition: Command): Record<string, string> =>
  Object.fromEntries(
    Object.entries(definition.params).flatMap(([name, param]) => {
      // Without an outcome, the command asks for one and for the driver it concerns.
      const word = name === 'outcome' ? 'no-further-action' : sensibleWord(param, name, definition.name);
      return word === undefined ? [] : [[name, String(word)]];
    }),
  );

describe('every command', () => {
  const answers: Answer[] = [];

  test.each(commands.map((each) => [each.name, each] as const))(
    '%s is called and answered with plain data',
    async (line, definition) => {
      const { server } = fakeServer('gt3', { incidents: fakeIncidents() });
      const { dispatcher } = worldOf(commands, [server]);
      const via = definition.via?.[0] ?? 'slash';
      expect(offeredBy(definition, via)).toBe(true);
      for (const canAsk of [true, false]) {
        const who = caller('admin', { via, guid: '76561198000000001', carId: 3 });
        const call: Call = { line, named: namedFor(definition), caller: who, server: 'gt3', canAsk };
        expect(plain(call)).toEqual(call);
        const outcome: Outcome = await dispatcher.dispatch(plain(call));
        expect(plain(outcome)).toEqual(outcome);
        if (outcome.kind === 'done') answers.push(outcome.answer);
      }
    },
  );

  it('together cover every kind of answer', () => {
    expect([...new Set(answers.map(({ kind }) => kind))].sort()).toEqual(Object.keys(KINDS).sort());
  });
});

describe('every outcome', () => {
  const ask = command({
    name: 'wipe',
    about: 'Wipes',
    role: 'driver',
    is: 'act',
    effect: ['changes the grid'],
    params: { why: optional(text('Why')) },
    confirm: () => 'Wipe it?',
    input: ({ why }) =>
      why === undefined ? { title: 'Why', fields: [{ name: 'why', label: 'Why', choices: ['a', 'b'] }] } : undefined,
    run: () => ({ kind: 'note', text: 'Wiped.' }),
  });

  test('is plain data: a form, a question, an answer, a refusal', async () => {
    const { dispatcher } = worldOf([ask]);
    const say = async (call: Omit<Call, 'caller'>) =>
      plain(await dispatcher.dispatch({ ...call, caller: caller('driver') }));
    const form = await say({ line: 'wipe', canAsk: true });
    expect(form).toEqual({
      kind: 'input',
      line: 'wipe',
      form: { title: 'Why', fields: [{ name: 'why', label: 'Why', choices: ['a', 'b'] }] },
    });
    const question = await say({ line: 'wipe', named: { why: 'a' }, canAsk: true });
    expect(question).toMatchObject({ kind: 'confirm', text: 'Wipe it?', ms: 120_000 });
    const key = question.kind === 'confirm' ? question.key : '';
    expect(await say({ line: `confirm ${key}` })).toEqual({ kind: 'done', answer: { kind: 'note', text: 'Wiped.' } });
    expect(await say({ line: `confirm ${key}` })).toMatchObject({ kind: 'failed' });
  });
});

test('the view of a server with drivers is plain data', () => {
  const elena = { ...driver(), carId: 3, name: 'Elena' };
  const state = { ...emptyState(1), drivers: new Map([[3, elena]]), seats: new Map([[3, elena]]) };
  const view: ServerView = fakeServer('gt3', { state }).server.view();
  const copy = plain(view);
  expect(copy).toEqual(view);
  expect(copy.state.drivers.get(3)?.name).toBe('Elena');
});
