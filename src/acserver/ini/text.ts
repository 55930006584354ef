// Bytes and text of an ini file.

import { UserError } from '../../kit/errors.ts';

/** Text that is the same in every encoding, as nearly all of a file is. */
const PLAIN = /^[\t -~]*$/;

/** Text as the bytes of an ini file, one Latin-1 character per byte. */
export const encoded = (text: string): string =>
  PLAIN.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');

/** UTF-8 if the bytes are UTF-8, else Latin-1 (which old Windows tools wrote). */
export function decoded(raw: string): string {
  if (PLAIN.test(raw)) return raw;
  const text = Buffer.from(raw, 'latin1').toString('utf8');
  return encoded(text) === raw ? text : raw;
}

/** How a section or key may be written, in lower case: in either encoding. */
export function spellingsOf(wanted: string): readonly string[] {
  const small = wanted.toLowerCase();
  return PLAIN.test(wanted) ? [small] : [small, encoded(wanted).toLowerCase()];
}

/** Returns whether a section or key as written is the wanted one, in any case and encoding. */
export function matcher(wanted: string): (raw: string) => boolean {
  const [small = '', bytes = small] = spellingsOf(wanted);
  return (raw) => {
    if (raw.length !== small.length && raw.length !== bytes.length) return false;
    const written = raw.toLowerCase();
    return written === small || written === bytes;
  };
}

/** A value as written after the `=`, without surrounding blanks. Throws UserError if no line can hold it. */
export function writableValue(key: string, value: string): string {
  if (/[\r\n\0]/.test(value)) throw new UserError(`The value of ${key} must fit on one line: no line breaks, no NUL.`);
  if (decoded(encoded(value)) !== value) throw new UserError(`The value of ${key} is not valid Unicode text.`);
  return encoded(value).replace(/^[ \t]+|[ \t]+$/g, '');
}

export function mustBeKey(key: string): void {
  const fits = /^[^\s=;[][^=\r\n\0]*$/.test(key) && key === key.trim();
  if (!fits) throw new UserError(`"${key}" cannot be a key of an ini file.`);
}

export function mustBeSection(section: string): void {
  const fits = /^[^\]\r\n\0]+$/.test(section) && section === section.trim();
  if (!fits) throw new UserError(`"${section}" cannot be a section of an ini file.`);
}
