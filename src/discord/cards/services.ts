/** Posts about the lobby and stracker. Both serve the race, but neither is part of it. */
import type { RaceEvent } from '../../events/events.ts';
import { escapeText } from '../common/text.ts';
import { type Cards, line, officialLine, type RoutedPost } from './card.ts';

export const serviceCards = {
  lobbyRegistered: (event, _state, words) => [lobbyMessage(event, `🌐 ${words.lobbyListed()}`)],
  lobbyFailed: (event, _state, words) => [
    lobbyMessage(event, `🌐 ${words.lobbyNotListed({ attempt: event.attempt, answer: escaped(event.answer) })}`),
  ],
  lobbyLost: ({ answer }, _state, words) => [
    line('process', `🌐 ${words.lobbyNotListedAnyMore({ answer: escaped(answer) })}`),
  ],

  trackerStarted: () => [officialLine('tracker', '📈 stracker is running.')],
  trackerStopped({ expected, code, lastLines }, _state, words) {
    if (expected) return [officialLine('tracker', '📈 stracker has stopped.')];
    const how = code === undefined ? undefined : words.exitCode({ code });
    const lastLine = escaped(lastLines.at(-1));
    return [
      line('process', `📈 ${words.trackerStoppedByItself({ how })}`),
      ...(lastLine === undefined ? [] : [officialLine('crash', `📈 The last line of stracker's output: ${lastLine}`)]),
    ];
  },
  trackerTroubled: ({ lines }) => [officialLine('tracker', `📈 stracker error: ${escapeText(lines.at(-1) ?? '')}`)],
} satisfies Partial<Cards>;

/** The server retries until the lobby lists it: one message per run of the server, with the current status. */
const lobbyMessage = ({ server, run }: RaceEvent, content: string): RoutedPost => ({
  kind: 'lobby',
  post: { lane: 'race', key: `lobby/${server}/${run}`, body: { content } },
});

const escaped = (text: string | undefined): string | undefined => (text === undefined ? undefined : escapeText(text));
