import type { APIEmbed } from 'discord.js';
import type { EventOf, SessionFacts } from '../../events/events.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { GREEN } from '../common/colours.ts';
import { escapeText } from '../common/text.ts';
import { type Cards, embed } from './card.ts';

export const sessionCards = {
  sessionStarted: (event, _state, words) => [embed('session', sessionCard(event, words))],
  sessionAdjusted: 'silent',
} satisfies Partial<Cards>;

/** By the name the league gave it, or else by its kind. */
export const sessionName = ({ name, kind }: SessionFacts, words: Catalogue): string =>
  escapeText(name, 80) || words.sessionKind({ kind });

function sessionCard({ facts, again, late }: EventOf<'sessionStarted'>, words: Catalogue): APIEmbed {
  const session = sessionName(facts, words);
  const title = again ? words.sessionStartsOver({ session }) : session;
  const about = [placeOf(facts), weatherOf(facts, words)].filter((each) => each !== '');
  return {
    color: GREEN,
    title: [title, ...lengthOf(facts, words)].join(' · '),
    description: about.length === 0 ? undefined : about.join('\n'),
    footer: late && { text: words.noticedLateTitle() },
  };
}

function lengthOf({ laps, minutes }: SessionFacts, words: Catalogue): readonly string[] {
  if (laps > 0) return [words.lapCount({ laps })];
  return minutes > 0 ? [words.minuteCount({ minutes })] : [];
}

/** Track and weather are unknown for a session that was learnt from the log. */
const placeOf = ({ track, layout }: SessionFacts): string => escapeText(layout ? `${track} · ${layout}` : track);
const weatherOf = ({ track, ambientC, roadC }: SessionFacts, words: Catalogue): string =>
  track === '' ? '' : words.weather({ airC: ambientC, roadC });
