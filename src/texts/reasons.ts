/** The reason for a decision: a person's own words, or a text of ours. */
import type { StoredText } from '../events/penalty.ts';
import { type Catalogue, inWords, type Text } from './catalogue.ts';
import { english } from './english/index.ts';

/** As in rows and events. */
export interface Reason {
  readonly reason: string;
  /** Absent for people's own words, and for reasons that version 0.1.0 stored as a sentence. */
  readonly reasonText?: StoredText | undefined;
}

/** A reason of ours, also in English for readers that do not know texts. */
export const ownReason = (text: Text): { readonly reason: string; readonly reasonText: Text } => ({
  reason: inWords(english, text),
  reasonText: text,
});

/** To be used within a text. If a later version stored an unknown text, its English sentence is used. */
export function reasonOf({ reason, reasonText }: Reason): string | Text {
  return reasonText !== undefined && isKnown(reasonText) ? reasonText : reason;
}

export function reasonIn(words: Catalogue, stored: Reason): string {
  const reason = reasonOf(stored);
  return typeof reason === 'string' ? reason : inWords(words, reason);
}

// Only we write these, always with the right parameters.
const isKnown = (stored: StoredText): stored is Text => Object.hasOwn(english, stored.key);
