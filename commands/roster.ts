import { note } from '../src/command/answer.ts';
import { type Command, command } from '../src/command/command.ts';

export const roster: readonly Command[] = [
  command({
    name: 'roster reload',
    about: 'Reload roster.csv: league names, numbers, teams and accounts',
    role: 'admin',
    private: true,
    is: 'act',
    effect: ['changes the roster'],
    installation: true,
    params: {},
    async run(_, { app, attempt }) {
      attempt.begin({ via: 'table', what: 'the reading of the roster' });
      const { file, drivers, problems } = await app.roster.reload();
      if (file === undefined) return note('There is no roster.csv, so drivers keep their in-game names.');
      return note([`${file}: ${drivers} ${drivers === 1 ? 'driver' : 'drivers'}.`, ...problems].join('\n'));
    },
  }),
];
