import { atLeast } from '../src/command/caller.ts';
import { type Command, command } from '../src/command/command.ts';
import { driverOfLate } from '../src/command/driver.ts';
import { optional } from '../src/command/param.ts';

export const points: Command = command({
  name: 'points',
  about: 'Show licence points: what they were for, and when they expire',
  role: 'driver',
  is: 'question',
  private: true,
  params: { driver: optional(driverOfLate('The driver (everyone if left out)')) },
  async run({ driver }, { server, caller }) {
    const mayRead = (guid: string): boolean => atLeast(caller.role, 'steward') || guid === caller.guid;
    if (driver) {
      const licence = server.points.of(driver);
      return { kind: 'points', licences: [licence], detailed: mayRead(driver.guid) ? licence : undefined };
    }
    const own = caller.guid === undefined ? undefined : server.points.of({ guid: caller.guid });
    return { kind: 'points', licences: await server.points.all(), detailed: own && own.points > 0 ? own : undefined };
  },
});
