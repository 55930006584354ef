import { expect, test } from 'vitest';
import type { Hello } from '../../src/fleet/facts.ts';
import { Introduction } from '../../src/fleet/introduction.ts';
import { OutOfReach } from '../../src/fleet/talk.ts';
import { UserError } from '../../src/kit/errors.ts';
import { nextTurn } from '../../src/kit/wait.ts';
import { FakeClock } from '../fakes/clock.ts';

const hello: Hello = { version: '1.0.0', protocol: 1, letter: 'B', servers: [{ id: 'monza', dialect: 'kunos' }] };

/** @param answers what the hub does with one introduction after the other; it accepts all later ones */
function rig(answers: (() => unknown)[]) {
  const clock = new FakeClock();
  const heard: { readonly subject: string; readonly hello: unknown }[] = [];
  const talk = {
    async ask(subject: string, value: unknown) {
      heard.push({ subject, hello: value });
      return (answers.shift() ?? (() => []))();
    },
  };
  return { clock, heard, introduction: new Introduction({ edge: 'b', talk, clock }) };
}

const silent = (): never => {
  throw new OutOfReach('the hub');
};

async function passes(clock: FakeClock, ms: number): Promise<void> {
  await nextTurn();
  clock.advance(ms);
  await nextTurn();
}

test('a hub that does not answer is told again until it does', async () => {
  const { clock, heard, introduction } = rig([silent, silent]);
  const made = introduction.make(hello);
  await passes(clock, 1999);
  expect(heard).toHaveLength(1);
  await passes(clock, 1);
  await passes(clock, 2000);
  expect(await made).toEqual([]);
  expect(heard).toEqual(Array.from({ length: 3 }, () => ({ subject: 'pw.up.b.hello', hello })));
  await passes(clock, 60_000);
  expect(heard).toHaveLength(3);
});

test('a hub that fails, for its disk is full, is told again a minute later', async () => {
  const { clock, heard, introduction } = rig([
    () => {
      throw new Error('the other end has failed');
    },
  ]);
  const made = introduction.make(hello);
  await passes(clock, 59_999);
  expect(heard).toHaveLength(1);
  await passes(clock, 1);
  expect(await made).toEqual([]);
  expect(heard).toHaveLength(2);
});

test('a hub that refuses is not told again', async () => {
  const { clock, heard, introduction } = rig([
    () => {
      throw new UserError('not understood');
    },
  ]);
  expect(await introduction.make(hello)).toBeUndefined();
  await passes(clock, 60_000);
  expect(heard).toHaveLength(1);
});

test('a newer life of the hub is told in the place of the older', async () => {
  const { clock, heard, introduction } = rig([silent]);
  const first = introduction.make(hello);
  await nextTurn();
  expect(await introduction.make({ ...hello, language: 'de' })).toEqual([]);
  await passes(clock, 2000);
  expect(await first).toBeUndefined();
  expect(heard.map((each) => each.hello)).toEqual([hello, { ...hello, language: 'de' }]);
});
