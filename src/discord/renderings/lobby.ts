import type { AnswerOf } from '../../command/answer.ts';
import type { LobbyInfo } from '../../features/lobby/actions.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { GREEN, GREY, RED } from '../common/colours.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeText, relativeTime } from '../common/text.ts';

export function lobbyMessage({ info, reply }: AnswerOf<'lobby'>, words: Catalogue): MessageContent {
  const lines = [
    ...(reply ? [replyLine(reply)] : []),
    words.lobbyStanding({ ...info, how: '/lobby restart' }),
    ...detailLines(info, { isReplyShown: reply !== undefined, words }),
  ];
  return { embeds: [{ description: lines.join('\n'), color: colourOf(info, reply?.ok) }] };
}

function colourOf({ standing }: LobbyInfo, accepted: boolean | undefined): number {
  if (accepted === false || standing === 'failed' || standing === 'lost') return RED;
  return standing === 'registered' ? GREEN : GREY;
}

const replyLine = ({ ok, text }: { readonly ok: boolean; readonly text: string }): string =>
  `The lobby ${ok ? 'accepted' : 'refused'} the registration: ${escapeText(text)}`;

interface Detail {
  /** Whether the last answer is the reply shown already. */
  readonly isReplyShown: boolean;
  readonly words: Catalogue;
}

function detailLines(info: LobbyInfo, { isReplyShown, words }: Detail): string[] {
  const { since, answer, heartbeat, nextAttemptAt } = info;
  const beat = heartbeat && { time: relativeTime(heartbeat.at), text: escapeText(heartbeat.text) };
  return [
    ...(since === undefined ? [] : [words.sinceTime({ time: relativeTime(since) })]),
    ...(answer === undefined || isReplyShown ? [] : [words.lobbyLastAnswer({ answer: escapeText(answer) })]),
    ...(beat ? [words.lobbyHeartbeat(beat)] : []),
    ...(nextAttemptAt === undefined ? [] : [words.lobbyNextAttempt({ time: relativeTime(nextAttemptAt) })]),
  ];
}
