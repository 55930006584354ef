import { atLeast } from '../src/command/caller.ts';
import { type Command, command } from '../src/command/command.ts';
import { driverOfLate } from '../src/command/driver.ts';
import { optional } from '../src/command/param.ts';

export const points: Command = command({
  name: 'points',
  about: 'Who has how many licence points; what your own are for, and how long they count',
  role: 'driver',
  is: 'question',
  private: true,
  params: { driver: optional(driverOfLate('Whose; all when left out')) },
  run({ driver }, { server, caller }) {
    const mayRead = (guid: string): boolean => atLeast(caller.role, 'steward') || guid === caller.guid;
    if (driver) {
      const licence = server.points.of(driver);
      return { kind: 'points', licences: [licence], detailed: mayRead(driver.guid) ? licence : undefined };
    }
    const own = caller.guid === undefined ? undefined : server.points.of({ guid: caller.guid });
    return { kind: 'points', licences: server.points.all(), detailed: own && own.points > 0 ? own : undefined };
  },
});
