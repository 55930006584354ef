import { type Command, command } from '../src/command/command.ts';
import { sessionIfAny } from '../src/command/numbers.ts';
import { integer, text } from '../src/command/param.ts';
import { topIfAny } from '../src/command/top.ts';

const session = sessionIfAny('The race, such as S-12; the newest in the results folder when left out');

export const grid: readonly Command[] = [
  command({
    name: 'grid finish',
    about: 'Order the grid by the finish of the newest race, or of one that is named',
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
    about: 'Order the grid by the finish of a race, reversed: all, or the first few',
    role: 'steward',
    is: 'act',
    effect: ['changes the grid'],
    params: { top: topIfAny('How many of the first are reversed; all when left out'), session },
    run: async ({ top, session: race }, { server, caller, attempt }) => ({
      kind: 'grid',
      asked: 'stage',
      grid: await server.grid.stage({ rule: 'reverse', top, session: race }, caller.name, attempt),
    }),
  }),
  command({
    name: 'grid move',
    about: 'Put somebody on another place of the staged order',
    role: 'steward',
    is: 'act',
    effect: ['changes the grid'],
    params: {
      driver: text('Who: a name on the grid, or a GUID'),
      place: integer('The place, from 1', { min: 1, max: 255 }),
    },
    run: async ({ driver, place }, { server, caller, attempt }) => ({
      kind: 'grid',
      asked: 'stage',
      grid: await server.grid.move({ driver, place, by: caller.name }, attempt),
    }),
  }),
  command({
    name: 'grid order',
    about: 'The order of the grid, as it is or as it would be saved',
    role: 'steward',
    private: true,
    is: 'question',
    params: {},
    run: async (_, { server }) => ({ kind: 'grid', asked: 'order', grid: await server.grid.order() }),
  }),
  command({
    name: 'grid entries',
    about: 'Every slot of the grid, as it is or as it would be saved',
    role: 'steward',
    private: true,
    is: 'question',
    params: {},
    run: async (_, { server }) => ({ kind: 'grid', asked: 'slots', grid: await server.grid.order() }),
  }),
  command({
    name: 'grid save',
    aliases: ['grid write'],
    about: 'Write the new order to entry_list.ini',
    role: 'steward',
    is: 'act',
    effect: ['changes the grid'],
    params: {},
    run: async (_, { server, attempt }) => ({ kind: 'gridChange', ...(await server.grid.save(attempt)) }),
  }),
  command({
    name: 'grid undo',
    about: 'Bring back entry_list.ini as it was before the last save',
    role: 'steward',
    is: 'act',
    effect: ['changes the grid'],
    params: {},
    run: async (_, { server, attempt }) => ({ kind: 'gridChange', ...(await server.grid.undo(attempt)) }),
  }),
];
