/** What counts of all that was decided: pure rules over the decisions of one incident, or about one penalty. */
import { type Decision, FINDINGS, type Finding, type Outcome } from './decision.ts';
import type { Driver } from './driver.ts';
import type { Penalty } from './penalty.ts';

/** A decision that says what is to be done about a driver. */
export type Verdict = Decision & { readonly says: Outcome };

export const isFinding = (says: Decision['says']): says is Finding => FINDINGS.some((finding) => finding === says);

/** How a penalty was carried out, or that it was withdrawn, decides nothing anew; nor does what a table makes of it. */
export const isVerdict = (decision: Decision): decision is Verdict =>
  decision.says !== 'withdrawn' &&
  decision.says !== 'served' &&
  decision.says !== 'not served' &&
  decision.converts === undefined;

/**
 * What counts about a driver: the newest, unless that was withdrawn; an older one never comes back by itself. Where
 * incidents were merged, each goes on saying what it said.
 */
export function standingAbout(decisions: readonly Decision[], guid: string): Verdict | undefined {
  const own = decisions.filter(({ driver }) => driver.guid === guid);
  const incidents = new Set(own.map(({ incident }) => incident));
  const standing = [...incidents].map((number) => newestStanding(own.filter(({ incident }) => incident === number)));
  return standing
    .filter((each) => each !== undefined)
    .sort((a, b) => a.number - b.number)
    .at(-1);
}

function newestStanding(own: readonly Decision[]): Verdict | undefined {
  const newest = own.findLast(isVerdict);
  const isWithdrawn = own.some(({ says, replaces }) => says === 'withdrawn' && replaces === newest?.number);
  return isWithdrawn ? undefined : newest;
}

/** The newest that concerns a driver, whatever it says. */
export const newestAbout = (decisions: readonly Decision[], guid: string): Decision | undefined =>
  decisions.findLast(({ driver }) => driver.guid === guid);

/** What whoever looks at these has seen: the highest number. */
export const seenOf = (decisions: readonly Decision[]): number => Math.max(0, ...decisions.map(({ number }) => number));

/** About whom nothing stands. */
export const undecidedOf = <Each extends Pick<Driver, 'guid'>>(
  drivers: readonly Each[],
  decisions: readonly Decision[],
): Each[] => drivers.filter(({ guid }) => standingAbout(decisions, guid) === undefined);

/** Whether somebody decided it, and not a rule of ours or the manager's. */
const isByPerson = ({ byId }: Decision): boolean => byId !== AUTOMATIC && byId !== MANAGER;

/** The `byId` of what nobody pressed, and of what the server manager says. */
const [AUTOMATIC, MANAGER] = ['automatic', 'manager'] as const;

/** The `byId` of a decision about a penalty where no person gave theirs. */
export function sourceId(source: Penalty['source']): string {
  if (source === 'manager') return MANAGER;
  return source === 'automatic' ? AUTOMATIC : '';
}

/** The `byId` of what is said about such a penalty when nobody says it. */
export const unsaidId = (source: Penalty['source']): string => (source === 'manager' ? MANAGER : AUTOMATIC);

/**
 * How a penalty was carried out, as the newest to say so has said it. What a rule says because nobody said anything is
 * in nobody's way: only what a person has said is replaced.
 */
export const carriedOutBy = (decisions: readonly Decision[]): Decision | undefined =>
  decisions.findLast((each) => !isVerdict(each) && each.converts === undefined && isByPerson(each));
