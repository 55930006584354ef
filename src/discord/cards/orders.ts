/** What race control ordered: a public line if somebody had to leave; who ordered it and why goes to the log. */
import type { Driver, Removed } from '../../events/events.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { english } from '../../texts/english/index.ts';
import { escapeSentence, NO_COMMANDS } from '../common/sentences.ts';
import { escapeText } from '../common/text.ts';
import { boldName, type Cards, line, officialLine, type RoutedPost } from './card.ts';

export const orderCards = {
  driverKicked({ driver, by, reason }, state, words) {
    const kicked = words.driverKicked({ driver: nameOf(driver, state, words) });
    return [line('penalty', `🚪 ${kicked}`), logged({ by, reason }, `kicked ${nameOf(driver, state, english)}`)];
  },
  kickMissed: ({ meant, hit, by }, state) => [
    officialLine(
      'desk',
      `⚠️ Wrong driver kicked: ${escapeText(by, 60)} meant ${nameOf(meant, state, english)}, but ${nameOf(hit, state, english)} had just taken car ${hit.carId}.`,
      'penalty',
    ),
  ],
  driverBanned({ guid, name, until, by, reason }, state, words) {
    const banned = words.driverBanned({ driver: personOf({ guid, name }, state, words) });
    const howLong = until === undefined ? 'permanently' : `until <t:${Math.floor(until / 1000)}:f>`;
    return [
      ...(name === undefined ? [] : [line('penalty', `🔨 ${banned}`)]),
      logged({ by, reason }, `banned ${personOf({ guid, name }, state, english)} ${howLong}`),
    ];
  },
  banLifted: ({ guid, name, by, reason }, state) => [
    logged({ by, reason }, `lifted the ban on ${personOf({ guid, name }, state, english)}`),
  ],
  ballastSet: ({ driver, ballastKg, by, reason }, state) => [
    logged({ by, reason }, `set the ballast of ${nameOf(driver, state, english)} to ${ballastKg} kg`),
  ],
  restrictorSet: ({ driver, restrictorPercent, by, reason }, state) => [
    logged({ by, reason }, `set the restrictor of ${nameOf(driver, state, english)} to ${restrictorPercent} %`),
  ],
} satisfies Partial<Cards>;

/** "📝 Stig kicked Billy: ramming" */
function logged({ by, reason }: Removed, what: string): RoutedPost {
  const why = reason === undefined ? '' : escapeSentence(reason, NO_COMMANDS, 300);
  return officialLine('command', `📝 ${escapeText(by, 60)} ${what}${why === '' ? '.' : `: ${why}`}`);
}

const nameOf = (driver: Driver, state: RaceState, words: Catalogue): string => boldName(driver, words, peopleOf(state));

interface Person {
  readonly guid: string;
  readonly name?: string;
}

/** The GUID only if nothing else is known: everybody may read this. */
function personOf({ guid, name }: Person, state: RaceState, words: Catalogue): string {
  if (name === undefined) return escapeText(guid, 40);
  const known = peopleOf(state).find((driver) => driver.guid === guid);
  if (known) return nameOf({ carId: known.carId, guid, name }, state, words);
  const shown = escapeText(name, 60);
  return shown === '' ? words.somebody() : `**${shown}**`;
}
