/** Who decided first, and what can be done about it: a press or a line only counts if nothing stands in its way. */
import type { Decision, Outcome } from '../../events/decision.ts';
import type { Driver } from '../../events/events.ts';
import type { Incident } from '../../events/incident.ts';
import { newestAbout, standingAbout } from '../../events/standing.ts';
import { type Offer, UserError } from '../../kit/errors.ts';
import { joined, phrase, type Sentence, typed } from '../../kit/sentence.ts';
import { decisionInWords } from '../../texts/decisions.ts';
import { decisionName, incidentName } from '../../texts/names.ts';
import { SEEN_NOTHING } from '../penalties/saidBefore.ts';

/** What somebody decides, whoever it is about. */
export interface RulingOrder {
  readonly outcome: Outcome | 'withdrawn';
  /** Kilograms, percent, seconds or places. */
  readonly amount?: number | undefined;
  readonly laps?: number | undefined;
  /** The code from the league's list. */
  readonly infringement?: string | undefined;
  /** Licence points; what the league's list says if absent. */
  readonly points?: number | undefined;
}

export interface Asking {
  readonly order: RulingOrder;
  /** The highest number of a decision in it when they looked; absent if they typed. */
  readonly seen: number | undefined;
  readonly reason: string | undefined;
}

/**
 * A decision only counts if none stands about its drivers, and nothing was decided since the steward looked.
 *
 * @throws UserError naming who was first, and how that can be replaced
 */
export function refuseOvertaken(incident: Incident, drivers: readonly Pick<Driver, 'guid'>[], asking: Asking): void {
  const { seen = Infinity, order, reason } = asking;
  const inTheWay = drivers.flatMap(({ guid }) => {
    const standing = standingAbout(incident.decisions, guid);
    const newest = newestAbout(incident.decisions, guid);
    return standing ?? (newest && newest.number > seen ? newest : []);
  });
  if (inTheWay.length === 0 && seen !== SEEN_NOTHING) return;
  const again: Offer = {
    label: 'Decide anyway',
    line: `incident decide ${incident.number} @${incident.seen} ${orderWords(order)}`,
    server: incident.server,
  };
  if (inTheWay.length === 0) {
    throw new UserError(`${incidentName(incident)} has changed since this card was posted; nothing was done.`, [again]);
  }
  const offers = inTheWay.map((each) => (each.says === 'withdrawn' ? again : replacing(each, order)));
  const sentences = inTheWay.map((each) => wasFirst(each, incident));
  const whole = joined([...sentences, 'Nothing was done.', ...hint(inTheWay), ...kept(reason)]);
  throw new UserError(whole, once(offers));
}

/** @throws UserError unless it is the decision that stands about its driver */
export function refuseReplaced(
  old: Decision,
  { standing, order, reason }: { readonly standing: Decision | undefined } & Omit<Asking, 'seen'>,
): void {
  if (standing?.number === old.number) return;
  const name = old.driver.name || old.driver.guid;
  if (!standing) {
    throw new UserError(`${decisionName(old)} is no longer in force: ${name} has no decision.`);
  }
  throw new UserError(
    [
      `${decisionName(old)} is no longer in force. ${standing.by} decided: ${decisionInWords(standing)} for ${name} (${decisionName(standing)}).`,
      'Nothing was done.',
      ...kept(reason),
    ].join(' '),
    [replacing(standing, order)],
  );
}

/** "Ada already decided: 5-second time penalty for Otto Falk in INC-3 (P-17)." */
export function wasFirst(decision: Decision, incident: Pick<Incident, 'number'>): string {
  const [name, where] = [decision.driver.name || decision.driver.guid, incidentName(incident)];
  if (decision.says === 'withdrawn') {
    return `${decision.by} withdrew the decision on ${name} in ${where} (${decisionName(decision)}).`;
  }
  return `${decision.by} already decided: ${decisionInWords(decision)} for ${name} in ${where} (${decisionName(decision)}).`;
}

/** "time 5": the words of a command. */
const orderWords = ({ outcome, amount, laps, points }: RulingOrder): string =>
  [outcome.replaceAll(' ', '-'), amount, laps, points === undefined ? undefined : `points:${points}`]
    .filter((word) => word !== undefined)
    .join(' ');

const replacing = (decision: Decision, order: RulingOrder): Offer => ({
  label: `Replace ${decisionName(decision)}: ${decision.driver.name}`.trim(),
  line: `incident replace ${decision.number} ${orderWords(order)}`,
  server: decision.server,
});

function hint(inTheWay: readonly Decision[]): readonly Sentence[] {
  const standing = inTheWay.find(({ says }) => says !== 'withdrawn');
  if (!standing) return [];
  return [phrase`${typed('incident replace', `${decisionName(standing)} <outcome> <reason>`)} replaces it.`];
}

/** Repeats what somebody wrote, so that it is not lost with the press. */
const kept = (reason: string | undefined): readonly string[] => (reason ? [`You wrote: "${reason}".`] : []);

const once = (offers: readonly Offer[]): readonly Offer[] =>
  offers.filter(({ line }, index) => offers.findIndex((other) => other.line === line) === index);
