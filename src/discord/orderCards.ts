import type { Driver, Listeners, Ordered } from '../race/events.ts';
import type { Route, RoutedPost } from './cards.ts';
import type { Lane } from './outbox/post.ts';
import { escapeText } from './text.ts';

/** What race control ordered: a word in public where somebody had to leave; who ordered it and why, in the log. */
export const orderCards: Listeners<readonly RoutedPost[]> = {
  driverKicked: ({ driver, ...order }) => [
    line('race', `🚪 ${nameOf(driver)} was kicked.`),
    logged(order, `kicked ${nameOf(driver)}`),
  ],
  kickMissed: ({ meant, hit, ...order }) => [
    line(
      'stewards',
      `⚠️ Wrong driver: ${escapeText(order.by, 60)} meant ${nameOf(meant)}, but ${nameOf(hit)} had just taken car ${hit.carId} and was kicked.`,
      'penalty',
    ),
  ],
  driverBanned: ({ guid, name, until, ...order }) => {
    const howLong = until === undefined ? 'for good' : `until <t:${Math.floor(until / 1000)}:f>`;
    return [
      ...(name === undefined ? [] : [line('race', `🔨 ${boldName(name)} was banned.`)]),
      logged(order, `banned ${personOf(guid, name)} ${howLong}`),
    ];
  },
  banLifted: ({ guid, name, ...order }) => [logged(order, `lifted the ban of ${personOf(guid, name)}`)],
  ballastSet: ({ driver, ballastKg, ...order }) => [
    logged(order, `set the ballast of ${nameOf(driver)} to ${ballastKg} kg`),
  ],
  restrictorSet: ({ driver, restrictorPercent, ...order }) => [
    logged(order, `set the restrictor of ${nameOf(driver)} to ${restrictorPercent} %`),
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

const nameOf = ({ name, carId }: Driver): string => (escapeText(name, 60) === '' ? `**car ${carId}**` : boldName(name));

/** The GUID only where nothing else is known: this may be read by everybody. */
const personOf = (guid: string, name: string | undefined): string =>
  name === undefined ? escapeText(guid, 40) : boldName(name);
