/** The number of a penalty, incident, session or event in a call. It identifies the server and its host. */
import { labelledNumber, numberLabel } from '../texts/names.ts';
import type { Call } from './call.ts';
import { labelIn, type NamedNumber } from './numbers.ts';
import { shortened } from './param.ts';
import type { Found } from './vocabulary.ts';

/** The first with a letter, or the first. Without a server, only the first word of a line can be interpreted. */
export function numberNamed({ command, cursor }: Found, { named = {} }: Pick<Call, 'named'>): NamedNumber | undefined {
  const [first] = cursor.words();
  const found = Object.entries(command.params).flatMap(([name, { prefix }], index) => {
    const said = Object.hasOwn(named, name) ? named[name] : index === 0 ? first : undefined;
    const itsNumber = prefix !== undefined && said !== undefined ? numberIn(said.trim(), prefix) : undefined;
    return itsNumber ?? [];
  });
  return found.find(({ letter }) => letter !== undefined) ?? found[0];
}

function numberIn(said: string, prefix: string): NamedNumber | undefined {
  const number = labelledNumber(labelIn(said, prefix));
  if (number === undefined) return undefined;
  const [letter] = /^[A-Z]/.exec(numberLabel(number)) ?? [];
  return { said: shortened(said), number, prefix, letter };
}
