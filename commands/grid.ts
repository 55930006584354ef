import { type Command, command } from '../src/command/command.ts';
import { sessionIfAny } from '../src/command/numbers.ts';
import { integer, text } from '../src/command/param.ts';
import { topIfAny } from '../src/command/top.ts';

const session = sessionIfAny('The race, such as S-12 (latest results file if left out)');

export const grid: readonly Command[] = [
  command({
    name: 'grid finish',
    about: 'Set the grid by the finishing order of the latest race, or of a race you name',
    role: 'steward',
    is: 'act',
    effect: ['changes the grid'],
    params: { session },
    run: async ({ session: race }, { server, caller, attempt }) => ({
      kind: 'grid',
      asked: 'stage',
      grid: await server.grid.stage({ rule: 'finish', session: race }, caller.name, attempt),
    }),
  }),
  command({
    name: 'grid reverse',
    about: 'Set the grid by the reversed finishing order: everyone, or the top few',
    role: 'steward',
    is: 'act',
    effect: ['changes the grid'],
    params: { top: topIfAny('How many of the top finishers to reverse (all if left out)'), session },
    run: async ({ top, session: race }, { server, caller, attempt }) => ({
      kind: 'grid',
      asked: 'stage',
      grid: await server.grid.stage({ rule: 'reverse', top, session: race }, caller.name, attempt),
    }),
  }),
  command({
    name: 'grid move',
    about: 'Move a driver to another place on the staged grid',
    role: 'steward',
    is: 'act',
    effect: ['changes the grid'],
    params: {
      driver: text('A name on the grid, or a GUID'),
      place: integer('Grid place, from 1', { min: 1, max: 255 }),
    },
    run: async ({ driver, place }, { server, caller, attempt }) => ({
      kind: 'grid',
      asked: 'stage',
      grid: await server.grid.move({ driver, place, by: caller.name }, attempt),
    }),
  }),
  command({
    name: 'grid order',
    about: 'Show the grid order (current, or staged and not saved yet)',
    role: 'steward',
    private: true,
    is: 'question',
    params: {},
    run: async (_, { server }) => ({ kind: 'grid', asked: 'order', grid: await server.grid.order() }),
  }),
  command({
    name: 'grid entries',
    about: 'Show every slot of the grid (current, or staged and not saved yet)',
    role: 'steward',
    private: true,
    is: 'question',
    params: {},
    run: async (_, { server }) => ({ kind: 'grid', asked: 'slots', grid: await server.grid.order() }),
  }),
  command({
    name: 'grid save',
    aliases: ['grid write'],
    about: 'Save the staged grid to entry_list.ini',
    role: 'steward',
    is: 'act',
    effect: ['changes the grid'],
    params: {},
    run: async (_, { server, attempt }) => ({ kind: 'gridChange', ...(await server.grid.save(attempt)) }),
  }),
  command({
    name: 'grid undo',
    about: 'Undo the last save of entry_list.ini',
    role: 'steward',
    is: 'act',
    effect: ['changes the grid'],
    params: {},
    run: async (_, { server, attempt }) => ({ kind: 'gridChange', ...(await server.grid.undo(attempt)) }),
  }),
];
