import type { AnswerOf } from '../../command/answer.ts';
import type { LobbyInfo } from '../../features/lobby/actions.ts';
import { standingInWords } from '../../texts/lobby.ts';
import { escapeText, relativeTime } from '../common/text.ts';
import type { MessageContent } from './answers.ts';

export function lobbyMessage({ info, reply }: AnswerOf<'lobby'>): MessageContent {
  const lines = [
    ...(reply ? [replyLine(reply)] : []),
    standingInWords(info),
    ...detailLines(info, reply !== undefined),
  ];
  return { embeds: [{ description: lines.join('\n'), color: colourOf(info, reply?.ok) }] };
}

const [GREEN, RED, GREY] = [0x3ba55d, 0xed4245, 0x747f8d];

function colourOf({ standing }: LobbyInfo, accepted: boolean | undefined): number {
  if (accepted === false || standing === 'failed' || standing === 'lost') return RED;
  return standing === 'registered' ? GREEN : GREY;
}

const replyLine = ({ ok, text }: { readonly ok: boolean; readonly text: string }): string =>
  `The lobby ${ok ? 'accepted' : 'refused'} the registration: ${escapeText(text)}`;

function detailLines({ since, answer, heartbeat, nextAttemptAt }: LobbyInfo, isReplyShown: boolean): string[] {
  return [
    ...(since === undefined ? [] : [`Since ${relativeTime(since)}`]),
    ...(answer === undefined || isReplyShown ? [] : [`Its last answer: ${escapeText(answer)}`]),
    ...(heartbeat === undefined ? [] : [`Last heartbeat ${relativeTime(heartbeat.at)}: ${escapeText(heartbeat.text)}`]),
    ...(nextAttemptAt === undefined ? [] : [`Pitwall registers it again ${relativeTime(nextAttemptAt)}`]),
  ];
}
