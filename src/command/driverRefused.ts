/** Refusals for a name that nobody has: who may be meant, then who is there. */
import { anyOf } from '../kit/words.ts';
import { type Known, knownAs, labelled, withWords } from './driverNamed.ts';
import { shortened } from './param.ts';

export const nobodyCalled = (present: readonly Known[], word: string): string =>
  `Nobody called "${shortened(word)}" is on the server.${whoIs(present, word, 'The server is empty.')}`;

/** For commands that also take the GUID of anybody. */
export const nobodyOfLate = (known: readonly Known[], word: string): string =>
  isNotAround(known, word, 'Name a driver who is away by GUID.');

export const nobodyAround = (known: readonly Known[], word: string): string =>
  isNotAround(known, word, 'Nobody has driven lately.');

const isNotAround = (known: readonly Known[], word: string, nobody: string): string =>
  `Nobody called "${shortened(word)}" is on the server, or was lately.${whoIs(known, word, nobody, 'To choose from')}`;

export const noneOf = (known: readonly Known[], word: string): string =>
  `"${shortened(word)}" is not one of the drivers to choose from.${whoIs(known, word, 'There are none.')}`;

/** The same where several can be named. */
export const noneOfList = (known: readonly Known[], word: string): string =>
  `${noneOf(known, word)} Put commas between several drivers.`;

const [MOST_LISTED, MOST_MEANT] = [8, 3] as const;

function whoIs(known: readonly Known[], word: string, nobody: string, those = 'Those who are'): string {
  if (known.length === 0) return ` ${nobody}`;
  const names = known.slice(0, MOST_LISTED).map((each) => `car ${each.carId} ${shortened(knownAs(each))}`);
  const others = known.length > names.length ? ' and others' : '';
  return `${didYouMean(known, word)} ${those}: ${names.join(', ')}${others}.`;
}

/** A first or last name is never enough to kick somebody, but it shows whom to ask about. */
function didYouMean(known: readonly Known[], word: string): string {
  // Also for a label with the wrong car.
  const meant = withWords(known, word.replace(/ \(car \d+\)$/i, '')).slice(0, MOST_MEANT);
  const labels = meant.map(({ driver, name }) => labelled(shortened(name), driver));
  return labels.length === 0 ? '' : ` Did you mean ${anyOf(labels)}?`;
}
