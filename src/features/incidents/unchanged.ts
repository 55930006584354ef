import type { IncidentFacts } from './table.ts';

/** Whether two versions of an incident say the same. Most contacts of a pile-up were left alone: those are not compared. */
export function isUnchanged(before: IncidentFacts, now: IncidentFacts): boolean {
  if (before.contacts.length !== now.contacts.length) return false;
  const rest = ({ contacts: _, ...facts }: IncidentFacts): object => facts;
  return (
    now.contacts.every((contact, index) => isSameContact(before.contacts[index], contact)) &&
    isSameText(rest(before), rest(now))
  );
}

type Contact = IncidentFacts['contacts'][number];

function isSameContact(before: Contact | undefined, now: Contact): boolean {
  // Evidence is never changed, only replaced. It is nearly all of a contact.
  const { evidence: evidenceBefore, ...rest } = before ?? {};
  const { evidence, ...restNow } = now;
  return isSameText(rest, restNow) && (evidence === evidenceBefore || isSameText(evidence, evidenceBefore));
}

/** As they are stored. */
const isSameText = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
