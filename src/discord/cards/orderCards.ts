import type { Driver, Listeners, Ordered } from '../../events/events.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';
import { fullName } from '../common/driverName.ts';
import { escapeText } from '../common/text.ts';
import type { Lane } from '../outbox/post.ts';
import type { Route, RoutedPost } from './cards.ts';

/** What race control ordered: a word in public where somebody had to leave; who ordered it and why, in the log. */
export const orderCards: Listeners<readonly RoutedPost[], [RaceState]> = {
  driverKicked: ({ driver, ...order }, state) => [
    line('race', `🚪 ${nameOf(driver, state)} was kicked.`),
    logged(order, `kicked ${nameOf(driver, state)}`),
  ],
  kickMissed: ({ meant, hit, ...order }, state) => [
    line(
      'stewards',
      `⚠️ Wrong driver: ${escapeText(order.by, 60)} meant ${nameOf(meant, state)}, but ${nameOf(hit, state)} had just taken car ${hit.carId} and was kicked.`,
      'penalty',
    ),
  ],
  driverBanned: ({ guid, name, until, ...order }, state) => {
    const howLong = until === undefined ? 'for good' : `until <t:${Math.floor(until / 1000)}:f>`;
    return [
      ...(name === undefined ? [] : [line('race', `🔨 ${personOf(guid, name, state)} was banned.`)]),
      logged(order, `banned ${personOf(guid, name, state)} ${howLong}`),
    ];
  },
  banLifted: ({ guid, name, ...order }, state) => [logged(order, `lifted the ban of ${personOf(guid, name, state)}`)],
  ballastSet: ({ driver, ballastKg, ...order }, state) => [
    logged(order, `set the ballast of ${nameOf(driver, state)} to ${ballastKg} kg`),
  ],
  restrictorSet: ({ driver, restrictorPercent, ...order }, state) => [
    logged(order, `set the restrictor of ${nameOf(driver, state)} to ${restrictorPercent} %`),
  ],
};

const line = (route: Route, content: string, lane: Lane = 'race'): RoutedPost => ({
  route,
  post: { lane, body: { content } },
});

/** "📝 Stig kicked Billy: ramming" */
function logged({ by, reason }: Ordered, what: string): RoutedPost {
  const why = reason === undefined ? '' : escapeText(reason, 300);
  return line('log', `📝 ${escapeText(by, 60)} ${what}${why === '' ? '.' : `: ${why}`}`);
}

const boldName = (name: string): string => {
  const text = escapeText(name, 60);
  return text === '' ? 'somebody' : `**${text}**`;
};

const nameOf = (driver: Driver, state: RaceState): string => `**${fullName(driver, peopleOf(state))}**`;

/** The GUID only where nothing else is known: this may be read by everybody. */
function personOf(guid: string, name: string | undefined, state: RaceState): string {
  if (name === undefined) return escapeText(guid, 40);
  const known = peopleOf(state).find((driver) => driver.guid === guid);
  return known ? nameOf({ ...known, name }, state) : boldName(name);
}
