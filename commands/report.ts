import { type Command, command, type Form } from '../src/command/command.ts';
import { driverIfAny, peopleOfLate, type Target } from '../src/command/driver.ts';
import { knownAs } from '../src/command/driverNamed.ts';
import { lapIfAny } from '../src/command/lap.ts';
import { sessionIfAny } from '../src/command/numbers.ts';
import { optional, sentence } from '../src/command/param.ts';
import type { PersonCalled } from '../src/command/view.ts';
import { toldApart } from '../src/kit/namesakes.ts';

const FORM: Form = {
  title: { key: 'reportForm' },
  fields: [
    { name: 'words', label: { key: 'reportFormWords' }, long: true },
    { name: 'lap', label: { key: 'reportFormLap' }, required: false },
  ],
};

/** By the league's names, and with the car if another driver has the same one. */
function nameOf({ guid, carId, name }: Target, people: readonly PersonCalled[]): string {
  const named = people.map((each) => ({ carId: each.carId, guid: each.guid, name: knownAs(each) }));
  return toldApart(named.find((each) => each.guid === guid) ?? { carId, guid, name }, named);
}

export const report: Command = command({
  name: 'report',
  about: 'Report an incident to the stewards',
  role: 'driver',
  is: 'act',
  effect: ['reports to the stewards'],
  via: ['slash', 'component', 'chat'],
  private: true,
  params: {
    session: sessionIfAny('Session, such as S-12 (this one if left out)'),
    lap: lapIfAny('Lap, if it was not just now (in the car: "lap 7")'),
    driver: driverIfAny('The other driver', 'session'),
    // Read by stewards as it is: nobody should have to report twice at speed.
    words: optional({ ...sentence('What happened'), takesAnyWord: true }),
  },
  // A button may be pressed by mistake, so it opens a form first. A form cannot be filled in from the car.
  input: ({ words }, { caller }) =>
    caller.via === 'component' && caller.guid !== undefined && words === undefined ? FORM : undefined,
  run({ session, lap, driver, words = '' }, { server, caller, attempt }) {
    const { number } = server.incidents.report({ guid: caller.guid, against: driver, words, session, lap }, attempt);
    const people = [...((session && server.droveIn?.(session)) || []), ...peopleOfLate(server.view())];
    const against = driver && nameOf(driver, people);
    return { kind: 'text', text: { key: 'reportTaken', params: { incident: number, against } } };
  },
});
