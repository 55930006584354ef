import { incidents } from '../../../commands/incidents.ts';
import { judging } from '../../../commands/judging.ts';
import { penalties } from '../../../commands/penalties.ts';
import type { Answer } from '../../../src/command/answer.ts';
import type { Caller, Role } from '../../../src/command/caller.ts';
import type { DriverRow } from '../../../src/features/drivers/rows.ts';
import type { PeopleParts } from '../../../src/features/judging/people.ts';
import { plain } from '../../../src/kit/sentence.ts';
import { caller, driver, fakeServer, worldOf } from '../../command/world.ts';
import { car, type IncidentRig } from '../incidents/rig.ts';

export type Who = Partial<Caller> & { readonly role?: Role };

// Driver 1 is linked to the account "racer", and Driver 3 is "entered" by the roster. "both" is Driver 5 by a link and
// Driver 4 by the roster.

const LINKED: readonly (readonly [string, number])[] = [
  ['racer', 1],
  ['both', 5],
];
const ENTERED: readonly (readonly [string, number])[] = [
  ['entered', 3],
  ['both', 4],
];
const guidIn = (rows: typeof LINKED, user: string): string | undefined =>
  rows.filter(([each]) => each === user).map(([, n]) => car(n).guid)[0];
const userIn = (rows: typeof LINKED, guid: string): string | undefined =>
  rows.filter(([, n]) => car(n).guid === guid).map(([user]) => user)[0];

const entry = (guid: string | undefined) =>
  guid === undefined ? undefined : { guid, name: 'Entered', discordId: userIn(ENTERED, guid) };

export const WHO: PeopleParts = {
  links: { guidOf: (user) => guidIn(LINKED, user), userOf: (guid) => userIn(LINKED, guid) },
  roster: { ofAccount: (user) => entry(guidIn(ENTERED, user)), of: (guid) => entry(guid) },
};

export const worldOn = (rig: IncidentRig) => {
  const drivers = (): DriverRow[] =>
    [...rig.feed.state().drivers.values()].map(({ carId, guid, name }) => driver({ carId, guid, name }));
  const server = fakeServer('gt3', {
    incidents: rig.actions,
    penalties: rig.penalties,
    judging: rig.confirming,
    drivers,
  });
  return worldOf([...incidents, ...penalties, ...judging], [server.server]);
};

/** The answer, or the text of a refusal. */
export async function answered(rig: IncidentRig, line: string, who: Who): Promise<Answer | string> {
  const { role = 'steward', ...more } = who;
  const outcome = await worldOn(rig).dispatcher.dispatch({ line, caller: caller(role, more) });
  if (outcome.kind === 'done') return outcome.answer;
  return outcome.kind === 'failed' ? plain(outcome.sentence) : outcome.kind;
}

/** The kind of the answer, or the text of a refusal. */
export async function said(rig: IncidentRig, line: string, who: Who): Promise<string> {
  const answer = await answered(rig, line, who);
  return typeof answer === 'string' ? answer : answer.kind;
}
