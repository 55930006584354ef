import type { EventAnswer } from '../../features/calendar/actions.ts';
import type { KnownSession } from '../../features/calendar/calendar.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { eventTitleIn, sessionIn } from '../../texts/events.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeText, fitLines } from '../common/text.ts';
import { DESCRIPTION_LENGTH } from './limits.ts';

/** A league night or a day, and the sessions in it. */
export function eventMessage({ event, sessions }: EventAnswer, words: Catalogue): MessageContent {
  const lines = sessions.map((session) => sessionLine(session, words));
  const title = escapeText(eventTitleIn(words, event), 200);
  const description = fitLines(lines.length === 0 ? [words.eventIsEmpty()] : lines, DESCRIPTION_LENGTH, words);
  return { embeds: [{ title, description, footer: { text: standing(event, words) } }] };
}

function sessionLine(session: KnownSession, words: Catalogue): string {
  const at = `<t:${Math.floor(session.startedAt / 1000)}:t>`;
  const line = escapeText(sessionIn(words, session), 120);
  return `${at} ${session.state === 'running' ? `**${line}**` : line}`;
}

const standing = ({ isDay, endedAt }: EventAnswer['event'], words: Catalogue): string =>
  isDay ? words.eventIsDay({ hour: 6 }) : endedAt === undefined ? words.eventRuns() : words.eventIsOver();
