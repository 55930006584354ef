import { expect, it } from 'vitest';
import { grid as gridCommands } from '../../commands/grid.ts';
import { caller, fakeServer, worldOf } from '../command/world.ts';
import { fakeGrid } from '../fakes/grid.ts';

function open() {
  const grid = fakeGrid();
  const world = worldOf(gridCommands, [fakeServer('gt3', { grid }).server]);
  return {
    done: grid.done,
    say: (line: string) => world.dispatcher.dispatch({ line, caller: caller('steward') }),
  };
}

it.each([
  ['grid reverse', 'reverse by The steward'],
  ['grid reverse 8', 'reverse top 8 by The steward'],
  ['grid reverse top 8', 'reverse top 8 by The steward'],
  ['grid reverse top 8 S-12', 'reverse top 8 S-12 by The steward'],
  ['grid reverse S-12', 'reverse S-12 by The steward'],
  ['grid finish S-12', 'finish S-12 by The steward'],
  ['grid move "Ada Quick" 3', 'Ada Quick to 3 by The steward'],
])('runs %s', async (line, done) => {
  const opened = open();
  expect(await opened.say(line)).toMatchObject({ kind: 'done' });
  expect(opened.done).toEqual([done]);
});

it.each(['grid reverse top', 'grid reverse top 1', 'grid reverse most', 'grid move Ada', 'grid move Ada 0'])(
  'refuses %s',
  async (line) => {
    const opened = open();
    expect(await opened.say(line)).toMatchObject({ kind: 'failed' });
    expect(opened.done).toEqual([]);
  },
);
