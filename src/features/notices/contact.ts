/** The contact that a penalty was given for. */
import type { Incident } from '../../events/incident.ts';
import type { Penalty } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import { type Contact, contactOf } from '../../texts/contacts.ts';
import type { Ledger } from '../penalties/ledger.ts';

export interface ContactSources {
  readonly ledger: Pick<Ledger, 'get'>;
  /** @throws UserError for an incident number that does not exist */
  readonly incident: (number: number) => Incident;
}

/** A time penalty that replaces an unserved penalty is about the same contact. */
export function contactOfPenalty(penalty: Penalty, { ledger, incident }: ContactSources): Contact | undefined {
  const { incident: number = incidentBefore(penalty, ledger) } = penalty;
  if (number === undefined) return undefined;
  try {
    return contactOf(incident(number), penalty.driver.guid);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

const incidentBefore = ({ convertedFrom }: Penalty, ledger: ContactSources['ledger']): number | undefined =>
  convertedFrom === undefined ? undefined : ledger.get(convertedFrom).incident;
