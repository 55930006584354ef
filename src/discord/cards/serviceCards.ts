import type { EventOf, Listeners, RaceEvent } from '../../events/events.ts';
import { escapeText } from '../common/text.ts';
import type { Route, RoutedPost } from './cards.ts';

/** What the lobby and stracker have to say in a channel; both work for the race, neither is part of it. */
export const serviceCards: Listeners<readonly RoutedPost[], [unknown]> = {
  lobbyRegistered: (event) => [standing(event, '🌐 Players find the server in the lobby.')],
  lobbyFailed: (event) => [
    standing(event, `🌐 The lobby does not list the server, attempt ${event.attempt} failed${answerOf(event)}.`),
  ],
  lobbyLost: (event) => [line('race', `🌐 The lobby does not list the server any more${answerOf(event)}.`)],

  trackerStarted: () => [line('log', '📈 stracker is running.')],
  trackerStopped: (event) => [stopLine(event)],
  trackerTroubled: ({ lines }) => [line('log', `📈 stracker complains: ${escapeText(lines.at(-1) ?? '')}`)],
};

const line = (route: Route, content: string): RoutedPost => ({ route, post: { lane: 'race', body: { content } } });

/** The server asks until the lobby has it: one message a life of it, which says how that stands. */
const standing = ({ server, run }: RaceEvent, content: string): RoutedPost => ({
  route: 'log',
  post: { lane: 'race', key: `lobby/${server}/${run}`, body: { content } },
});

const answerOf = ({ answer }: { readonly answer?: string }): string =>
  answer === undefined ? '' : `: ${escapeText(answer)}`;

function stopLine({ expected, code, lastLines }: EventOf<'trackerStopped'>): RoutedPost {
  if (expected) return line('log', '📈 stracker was stopped.');
  const how = code === undefined ? '' : ` (exit code ${code})`;
  const last = lastLines.at(-1);
  return line('race', `📈 stracker stopped by itself${how}${last === undefined ? '.' : `: ${escapeText(last)}`}`);
}
