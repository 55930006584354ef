import { type Command, command } from '../src/command/command.ts';

export const grid: readonly Command[] = [
  command({
    name: 'grid finish',
    about: 'Order the grid by the finish of the newest race',
    role: 'steward',
    params: {},
    run: async (_, { server, caller }) => ({
      kind: 'grid',
      asked: 'stage',
      grid: await server.grid.stage('finish', caller.name),
    }),
  }),
  command({
    name: 'grid reverse',
    about: 'Order the grid by the finish of the newest race, the winner last',
    role: 'steward',
    params: {},
    run: async (_, { server, caller }) => ({
      kind: 'grid',
      asked: 'stage',
      grid: await server.grid.stage('reverse', caller.name),
    }),
  }),
  command({
    name: 'grid order',
    about: 'The order of the grid, as it is or as it would be saved',
    role: 'steward',
    params: {},
    run: async (_, { server }) => ({ kind: 'grid', asked: 'order', grid: await server.grid.order() }),
  }),
  command({
    name: 'grid entries',
    about: 'Every slot of the grid, as it is or as it would be saved',
    role: 'steward',
    params: {},
    run: async (_, { server }) => ({ kind: 'grid', asked: 'slots', grid: await server.grid.order() }),
  }),
  command({
    name: 'grid save',
    aliases: ['grid write'],
    about: 'Write the new order to entry_list.ini',
    role: 'steward',
    params: {},
    run: async (_, { server }) => ({ kind: 'gridChange', ...(await server.grid.save()) }),
  }),
  command({
    name: 'grid undo',
    about: 'Bring back entry_list.ini as it was before the last save',
    role: 'steward',
    params: {},
    run: async (_, { server }) => ({ kind: 'gridChange', ...(await server.grid.undo()) }),
  }),
];
