import type { SessionRow } from '../../features/sessions/rows.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeText, fitLines } from '../common/text.ts';
import { DESCRIPTION_LENGTH } from './limits.ts';

export function sessionsMessage(sessions: readonly SessionRow[], words: Catalogue): MessageContent {
  if (sessions.length === 0) return { content: words.noSessions() };
  const lines = sessions.map((row, index) => sessionLine(row, index, words));
  return { embeds: [{ title: words.sessionsTitle(), description: fitLines(lines, DESCRIPTION_LENGTH, words) }] };
}

function sessionLine(row: SessionRow, index: number, words: Catalogue): string {
  const line = `${index + 1}\\. ${escapeText(row.name, 60) || words.sessionKind({ kind: row.kind })}: ${words.sessionLength(row)}`;
  const notes = [
    ...(row.active ? [words.runningSession()] : []),
    ...(row.next === undefined ? [] : [words.sessionNext(row)]),
  ];
  const noted = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
  return row.active ? `**${line}**${noted}` : `${line}${noted}`;
}
