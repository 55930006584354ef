/** Refusals for a name that nobody has: who may be meant, then who is there. */
import { type Known, labelled, withWords } from './driverNamed.ts';
import { shortened } from './param.ts';

export const nobodyCalled = (present: readonly Known[], word: string): string =>
  `Nobody called "${shortened(word)}" is on the server.${whoIs(present, word, 'The server is empty.')}`;

export const noneOf = (known: readonly Known[], word: string): string =>
  `"${shortened(word)}" is not one of the drivers to choose from.${whoIs(known, word, 'There are none.')}`;

const [MOST_LISTED, MOST_MEANT] = [8, 3] as const;

function whoIs(known: readonly Known[], word: string, nobody: string): string {
  if (known.length === 0) return ` ${nobody}`;
  const names = known.slice(0, MOST_LISTED).map(({ carId, name }) => `car ${carId} ${shortened(name)}`);
  const others = known.length > names.length ? ' and others' : '';
  return `${didYouMean(known, word)} Those who are: ${names.join(', ')}${others}.`;
}

/** A first or last name is never enough to kick somebody, but it shows whom to ask about. */
function didYouMean(known: readonly Known[], word: string): string {
  // Also for a label with the wrong car.
  const meant = withWords(known, word.replace(/ \(car \d+\)$/i, '')).slice(0, MOST_MEANT);
  const labels = meant.map(({ driver, name }) => labelled(shortened(name), driver));
  if (labels.length === 0) return '';
  const all = labels.length === 1 ? labels.join('') : `${labels.slice(0, -1).join(', ')} or ${labels.at(-1)}`;
  return ` Did you mean ${all}?`;
}
