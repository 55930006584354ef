import { incidents } from '../../../commands/incidents.ts';
import { penalties } from '../../../commands/penalties.ts';
import { report } from '../../../commands/report.ts';
import type { Caller, Role } from '../../../src/command/caller.ts';
import type { DriverRow } from '../../../src/features/drivers/rows.ts';
import { plain } from '../../../src/kit/sentence.ts';
import { caller, driver, fakeServer, worldOf } from '../../command/world.ts';
import { contact, type IncidentRig, incidentRig, startRace } from './rig.ts';

/** A race with one incident: Driver 1 and Driver 3 have touched Driver 2. */
export function rigWithIncident(): IncidentRig {
  const rig = incidentRig();
  startRace(rig);
  rig.tell(contact(1, 2), contact(2, 3, { x: 40 }));
  return rig;
}

const COMMANDS = [...incidents, ...penalties, report];

/** Commands about incidents, on the current rig. */
export function commandsOn(rig: () => IncidentRig) {
  const rows = (): DriverRow[] =>
    [...rig().feed.state().drivers.values()].map(({ carId, guid, name }) => driver({ carId, guid, name }));
  const world = () => {
    const { actions, feed, penalties } = rig();
    const { server } = fakeServer('gt3', { incidents: actions, penalties, drivers: rows, state: feed.state() });
    return worldOf(COMMANDS, [server]);
  };

  return {
    world,
    /** The kind of answer, or the text of a refusal. */
    async say(line: string, who: Role = 'steward', more: Partial<Caller> = {}): Promise<string> {
      const outcome = await world().dispatcher.dispatch({ line, caller: caller(who, more) });
      if (outcome.kind === 'done') return outcome.answer.kind;
      return outcome.kind === 'failed' ? plain(outcome.sentence) : outcome.kind;
    },
    /** Somebody presses a button and fills in its form. */
    press: (name: string, line: string, named?: Record<string, string>) =>
      world().dispatcher.dispatch({ line, named, caller: caller('steward', { id: name, name, via: 'component' }) }),
    decisions: () =>
      rig()
        .actions.show(1)
        .decisions.map(({ driver: { carId }, says, by }) => [carId, says, by]),
  };
}
