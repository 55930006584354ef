/** Names of numbered items, the same in every language. */

/** Each host of a league counts in its own range, by its letter: A from 1 000 001, B from 2 000 001. */
const RANGE = 1_000_000;

const CODE_BEFORE_A = 64;

/** The number before the first one of a host; its letter is from A to Z. */
export const numbersBefore = (letter: string): number => (letter.charCodeAt(0) - CODE_BEFORE_A) * RANGE;

/** "17", or "B17" for number 17 of the host with the letter B. */
export const numberLabel = (number: number): string => {
  const range = Math.floor(number / RANGE);
  return range < 1 || range > 26 ? String(number) : String.fromCharCode(CODE_BEFORE_A + range) + (number % RANGE);
};

/** The number of a label, in upper or lower case; a bare number stands for itself. */
export function labelledNumber(label: string): number | undefined {
  const [, letter, digits = ''] = /^([a-z])?(\d{1,9})$/i.exec(label) ?? [];
  if (letter === undefined) return digits === '' ? undefined : Number(digits);
  return Number(digits) < RANGE ? numbersBefore(letter.toUpperCase()) + Number(digits) : undefined;
}

/** "P-17" */
export const penaltyName = ({ number }: { readonly number: number }): string => `P-${numberLabel(number)}`;

/** "INC-3" */
export const incidentName = ({ number }: { readonly number: number }): string => `INC-${numberLabel(number)}`;

/** "D-18": a decision that gives a penalty has the penalty's name. */
export const decisionName = ({
  number,
  penalty,
}: {
  readonly number: number;
  readonly penalty?: number | undefined;
}): string => (penalty === number ? penaltyName({ number }) : `D-${numberLabel(number)}`);

/** "S-12" */
export const sessionName = ({ id }: { readonly id: number }): string => `S-${numberLabel(id)}`;

/** "E-3" */
export const eventName = ({ number }: { readonly number: number }): string => `E-${numberLabel(number)}`;

/** A sentence after a colon, in languages that begin it in lower case there: "warning from race control", "P-3: ...". */
export function afterColon(sentence: string): string {
  return /^[A-Z]+-[A-Z]?\d/.test(sentence) ? sentence : `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}
