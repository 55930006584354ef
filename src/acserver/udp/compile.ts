import type { Fields, ValuesOf } from './fields.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/**
 * A function that reads `fields` in their order into one object, behind the given constant properties. For
 * `{ carId: u8, cuts: u8 }` and `{ type: 'lap' }` it is
 *
 *     (reader) => ({ type: "lap", carId: read[0](reader, "carId"), cuts: read[1](reader, "cuts") })
 *
 * with every read in a constant of its own. Written out this way, the engine knows the object's shape beforehand and
 * inlines the reads; a loop over the table is several times slower. The text is made of names in the packet table
 * alone, never of anything received.
 */
export function readerOf<F extends Fields, C extends Readonly<Record<string, string>>>(
  fields: F,
  constants: C,
): (reader: Reader) => C & ValuesOf<F> {
  const reads = Object.values(fields).map((field) => field.read);
  const parameters = reads.map((_, index) => `read${index}`);
  const properties = [
    ...Object.entries(constants).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    ...Object.keys(fields).map((name, index) => `${name}: read${index}(reader, ${JSON.stringify(name)})`),
  ];
  return new Function(...parameters, `return (reader) => ({ ${properties.join(', ')} })`)(...reads);
}

/** Writes the fields of `values` in the table's order. Encoding is rare, so a plain loop does. */
export function writeFields(writer: Writer, fields: Fields, values: Readonly<Record<string, unknown>>): void {
  for (const [name, field] of Object.entries(fields)) field.write(writer, values[name], name);
}
