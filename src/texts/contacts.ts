/** The contact that a penalty was given for, from its driver's view: with whom, and in which lap. */
import { type Incident, withNamesakesOf } from '../events/incident.ts';
import type { Penalty } from '../events/penalty.ts';
import { toldApart } from '../kit/namesakes.ts';
import type { Catalogue, Text } from './catalogue.ts';
import { incidentName } from './names.ts';
import { reasonOf } from './reasons.ts';

export interface Contact {
  readonly incident: number;
  /** Names of the drivers that this driver touched; empty if it was only reported. */
  readonly others: readonly string[];
  readonly lap?: number | undefined;
}

export function contactOf(incident: Incident, guid: string): Contact {
  const { number, drivers, contacts } = incident;
  const among = withNamesakesOf(incident);
  const touched = new Set(
    contacts
      .flatMap(({ drivers: pair }) => (pair.some((each) => each.guid === guid) ? pair : []))
      .map((each) => each.guid),
  );
  const others = drivers.filter((each) => each.guid !== guid && touched.has(each.guid));
  return {
    incident: number,
    others: others.map((each) => toldApart(each, among)),
    lap: drivers.find((each) => each.guid === guid)?.lap,
  };
}

/**
 * Added to a steward's own words. If the reason is just the incident's number, that is left out, because the text names
 * it.
 */
export function contactReason(
  penalty: Pick<Penalty, 'reason' | 'reasonText'>,
  { incident, others, lap }: Contact,
): Text {
  const said = reasonOf(penalty);
  const reason = said === incidentName({ number: incident }) ? '' : said;
  return { key: 'incidentReason', params: { number: incident, others, lap, reason } };
}

/** "INC-3, contact with Bob Brake on lap 4": in the list of a driver's own incidents. */
export function ownIncident(incident: Incident, guid: string | undefined, words: Catalogue): string {
  const { incident: number, others, lap } = contactOf(incident, guid ?? '');
  return words.incidentReason({ number, others, lap, reason: '' });
}
