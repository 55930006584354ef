// From a table of fields to a function that reads them.

import type { Fields, ValuesOf } from './fields.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/**
 * A function that reads `fields` in order into one object, after the given constant properties.
 *
 * The engine cannot know the object's shape beforehand, so this takes several times as long as an object literal.
 * Frequent packets are written out as one instead (frequent.ts, the rows of a board in dialects.ts).
 */
export function readerOf<F extends Fields, C extends Readonly<Record<string, string>>>(
  fields: F,
  constants: C,
): (reader: Reader) => C & ValuesOf<F> {
  const first = Object.entries(constants);
  const entries = Object.entries(fields);
  return (reader) => {
    const values: Record<string, unknown> = {};
    for (const [name, value] of first) values[name] = value;
    for (const [name, field] of entries) values[name] = field.read(reader, name);
    // Name by name these are the constants and what each field reads. The compiler cannot follow this.
    return values as C & ValuesOf<F>;
  };
}

export function writeFields(writer: Writer, fields: Fields, values: Readonly<Record<string, unknown>>): void {
  for (const [name, field] of Object.entries(fields)) field.write(writer, values[name], name);
}
