import { appeals } from '../../../commands/appeals.ts';
import { incidents } from '../../../commands/incidents.ts';
import { penalties } from '../../../commands/penalties.ts';
import type { Caller } from '../../../src/command/caller.ts';
import type { DriverRow } from '../../../src/features/drivers/rows.ts';
import { plain } from '../../../src/kit/sentence.ts';
import { caller, driver, fakeServer, worldOf } from '../../command/world.ts';
import { car, contact, type IncidentRig, type IncidentRigOptions, incidentRig, startRace } from '../incidents/rig.ts';

export const MINUTE = 60_000;

/** A race in which Driver 1 and Driver 2 have touched. */
export function rigWithContact(options: IncidentRigOptions = {}): IncidentRig {
  const rig = incidentRig(options);
  startRace(rig);
  rig.tell(contact(1, 2));
  return rig;
}

const COMMANDS = [...incidents, ...appeals, ...penalties];

/** Commands about decisions and appeals, on the current rig. */
export function commandsOn(rig: () => IncidentRig) {
  const rows = (): DriverRow[] =>
    [...rig().feed.state().drivers.values()].map(({ carId, guid, name }) => driver({ carId, guid, name }));
  const world = () => {
    const { actions, penalties, appeals } = rig();
    return worldOf(COMMANDS, [fakeServer('gt3', { incidents: actions, penalties, appeals, drivers: rows }).server]);
  };

  async function reading(line: string, who: Caller): Promise<string> {
    const outcome = await world().dispatcher.dispatch({ line, caller: who });
    if (outcome.kind === 'failed') return plain(outcome.sentence);
    return outcome.kind === 'done' ? outcome.answer.kind : outcome.kind;
  }

  return {
    world,
    /** The kind of answer, or the text of a refusal. */
    reading,
    /** From the car. */
    drive: (n: number, line: string) =>
      reading(
        line,
        caller('driver', { id: car(n).guid, name: car(n).name, guid: car(n).guid, via: 'chat', proof: 'seat' }),
      ),
    steward: (name: string, line: string) => reading(line, caller('steward', { id: name, name })),
    state: (number = 1) => rig().actions.show(number).state,
    answers: (number = 1) =>
      rig()
        .actions.show(number)
        .appeals?.map(({ driver: { carId }, answer }) => [carId, answer?.says]),
  };
}
