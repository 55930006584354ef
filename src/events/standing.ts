/** Which decisions count: pure rules over the decisions about one incident or one penalty. */
import { type Decision, FINDINGS, type Finding, type Outcome } from './decision.ts';
import type { Driver } from './driver.ts';
import type { Penalty } from './penalty.ts';

/** A decision that says what happens to a driver. */
export type Verdict = Decision & { readonly says: Outcome };

export const isFinding = (says: Decision['says']): says is Finding => FINDINGS.some((finding) => finding === says);

/** False for how a penalty was carried out, its withdrawal, and an automatic conversion: they are no new verdict. */
export const isVerdict = (decision: Decision): decision is Verdict =>
  decision.says !== 'withdrawn' &&
  decision.says !== 'served' &&
  decision.says !== 'not served' &&
  decision.converts === undefined;

/**
 * What counts about a driver: the newest verdict, unless it was withdrawn. An older one never comes back by itself.
 * After a merge, each incident keeps its own verdict, and the newest of those counts.
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

/** The newest decision about a driver, whatever it says. */
export const newestAbout = (decisions: readonly Decision[], guid: string): Decision | undefined =>
  decisions.findLast(({ driver }) => driver.guid === guid);

/** The highest number, which tells how much of the list somebody has seen. */
export const seenOf = (decisions: readonly Decision[]): number => Math.max(0, ...decisions.map(({ number }) => number));

/** The drivers about whom no verdict stands. */
export const undecidedOf = <Each extends Pick<Driver, 'guid'>>(
  drivers: readonly Each[],
  decisions: readonly Decision[],
): Each[] => drivers.filter(({ guid }) => standingAbout(decisions, guid) === undefined);

/** Whether a person decided it, not one of our rules or the server manager. */
const isByPerson = ({ byId }: Decision): boolean => byId !== AUTOMATIC && byId !== MANAGER;

/** The `byId` of automatic decisions, and of those from the server manager. */
const [AUTOMATIC, MANAGER] = ['automatic', 'manager'] as const;

/** The `byId` of a decision about a penalty if no person's id is known. */
export function sourceId(source: Penalty['source']): string {
  if (source === 'manager') return MANAGER;
  return source === 'automatic' ? AUTOMATIC : '';
}

/** The `byId` of a later decision about such a penalty that no person made. */
export const unsaidId = (source: Penalty['source']): string => (source === 'manager' ? MANAGER : AUTOMATIC);

/**
 * How a penalty was carried out, as last said by a person. What a rule assumed because nobody said anything is ignored:
 * only what a person said has to be replaced.
 */
export const carriedOutBy = (decisions: readonly Decision[]): Decision | undefined =>
  decisions.findLast((each) => !isVerdict(each) && each.converts === undefined && isByPerson(each));
