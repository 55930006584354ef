/** Why something was decided: a person's own words, or a text of ours. */
import type { StoredText } from '../events/penalty.ts';
import { type Catalogue, inWords, type Text } from './catalogue.ts';
import { english } from './english/index.ts';

/** As rows and events have it. */
export interface Reason {
  readonly reason: string;
  /** Absent for people's own words, and for what version 0.1.0 stored as a sentence. */
  readonly reasonText?: StoredText | undefined;
}

/** Ours: in English too, for readers that know no texts. */
export const ownReason = (text: Text): { readonly reason: string; readonly reasonText: Text } => ({
  reason: inWords(english, text),
  reasonText: text,
});

/** To become part of a text. What a later version has stored stays as it was said then. */
export function reasonOf({ reason, reasonText }: Reason): string | Text {
  return reasonText !== undefined && isKnown(reasonText) ? reasonText : reason;
}

export function reasonIn(words: Catalogue, stored: Reason): string {
  const reason = reasonOf(stored);
  return typeof reason === 'string' ? reason : inWords(words, reason);
}

// Only we write them, each with its parameters.
const isKnown = (stored: StoredText): stored is Text => Object.hasOwn(english, stored.key);
