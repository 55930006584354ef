/** Who may give a command: by role, by what it does, and by how the role was proved. */
import { describe, expect, test } from 'vitest';
import type { Caller } from '../../src/command/caller.ts';
import { command, hasRoleFor, mayGive } from '../../src/command/command.ts';
import { choice, text } from '../../src/command/param.ts';
import { caller, worldOf } from './world.ts';

const about = 'Something';
const done: string[] = [];
const run = () => {
  done.push('run');
  return { kind: 'note' as const, text: 'done' };
};
const expel = command({
  name: 'expel',
  about,
  role: 'steward',
  is: 'act',
  effect: ['speaks in the game', 'sends away'],
  params: { who: { ...text('Who'), suggest: () => [{ label: 'Ada', value: 'Ada' }] } },
  run,
});
const greet = command({
  name: 'greet',
  about,
  role: 'steward',
  is: 'act',
  effect: ['speaks in the game'],
  params: {},
  run,
});
/** What it does depends on its argument. */
const either = command({
  name: 'either',
  about,
  role: 'steward',
  is: 'act',
  effect: ({ what }) => [what === 'greet' ? 'speaks in the game' : 'sends away'],
  params: { what: choice('What', ['greet', 'expel']) },
  run,
});
const look = command({ name: 'look', about, role: 'steward', is: 'question', params: {}, run });
const watch = command({ ...look, name: 'watch', forSpectators: true });

const GUID = '76561198000000001';
const inCar = { via: 'chat', guid: GUID } as const;
const linked = caller('admin', { ...inCar, proof: 'link' });
const withPassword = caller('admin', { ...inCar, proof: 'password' });

async function give(line: string, who: Caller) {
  const { dispatcher, audit } = worldOf([expel, greet, either, look, watch]);
  done.length = 0;
  const outcome = await dispatcher.dispatch({ line, caller: who });
  await Promise.resolve();
  const said = outcome.kind === 'failed' ? outcome.sentence : outcome.kind;
  return { said, ran: done.length, outcomes: audit.map(({ outcome: kept }) => kept) };
}

const REFUSAL =
  'A linked account cannot kick or ban anybody from the car; that needs the admin password of the server.';

describe('an account that is only linked, in the car', () => {
  test.each(['expel Bob', 'either expel'])('cannot send anybody away: %s', async (line) => {
    const { said, ran, outcomes } = await give(line, linked);
    expect({ said, ran }).toEqual({ said: REFUSAL, ran: 0 });
    expect(outcomes).toEqual(['denied']);
  });

  test.each(['greet', 'either greet', 'look'])('can do what harms nobody: %s', async (line) => {
    expect(await give(line, linked)).toMatchObject({ said: 'done', ran: 1 });
  });

  test.each(['expel Bob', 'either expel'])('is not limited once the password was typed: %s', async (line) => {
    expect(await give(line, withPassword)).toMatchObject({ said: 'done', ran: 1 });
  });

  test('is offered no command that is always refused, and no suggestions for it', async () => {
    const offered = [expel, greet, either, look].filter((each) => mayGive(linked, each));
    expect(offered).toEqual([greet, either, look]);
    expect(mayGive(withPassword, expel)).toBe(true);
    const { dispatcher } = worldOf([expel]);
    expect(await dispatcher.suggest({ line: 'expel', caller: linked }, 'who')).toEqual([]);
    expect(await dispatcher.suggest({ line: 'expel', caller: withPassword }, 'who')).toHaveLength(1);
  });
});

describe('whether a line would be allowed', () => {
  const spectator = caller('driver', { ...inCar, proof: 'seat', isSpectator: true });

  test.each([
    ['expel Bob', withPassword, 'allowed'],
    ['expel Bob', linked, 'denied'],
    ['either expel', linked, 'denied'],
    ['either greet', linked, 'allowed'],
    ['greet', caller('driver'), 'denied'],
    ['watch', spectator, 'allowed'],
    ['look', spectator, 'denied'],
    // It would be refused for its arguments, not for lack of rights.
    ['expel', withPassword, 'allowed'],
    ['nonsense', withPassword, 'unknown'],
  ] as const)('is known before it is done: "%s"', (line, who, expected) => {
    const { dispatcher, audit } = worldOf([expel, greet, either, look, watch]);
    done.length = 0;
    expect(dispatcher.judge({ line, caller: who })).toBe(expected);
    expect([done, audit]).toEqual([[], []]);
  });
});

describe('a driver', () => {
  const driver = caller('driver', { ...inCar, proof: 'seat' });
  const spectator = caller('driver', { ...inCar, proof: 'seat', isSpectator: true });

  test('is offered none of the commands for stewards', () => {
    expect([expel, greet, either, look, watch].filter((each) => mayGive(driver, each))).toEqual([]);
  });

  test('who has typed the spectator password is offered only what spectators may do', async () => {
    expect([expel, greet, either, look, watch].filter((each) => mayGive(spectator, each))).toEqual([watch]);
    expect(hasRoleFor(driver, watch)).toBe(false);
    expect(await give('watch', spectator)).toMatchObject({ said: 'done', ran: 1 });
    expect(await give('watch', driver)).toMatchObject({
      said: '!watch is for stewards; your role here is driver.',
      ran: 0,
    });
    expect(await give('look', spectator)).toMatchObject({
      said: '!look is for stewards; your role here is driver.',
      ran: 0,
    });
  });
});
