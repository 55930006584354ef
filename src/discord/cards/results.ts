/** One message per session, from its end to its final result. */
import type { APIEmbed } from 'discord.js';
import type { EventOf, RaceEvent } from '../../events/events.ts';
import { sessionOf } from '../../race/sessionOf.ts';
import { hasLaps, lapCount, provisionalOrder, totalMs } from '../../race/standings.ts';
import type { Session, Standing } from '../../race/state.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { sessionName as resultNumber } from '../../texts/names.ts';
import { BLUE } from '../common/colours.ts';
import { escapeText, fitLines } from '../common/text.ts';
import { classificationEmbed } from '../renderings/classification.ts';
import { DESCRIPTION_LENGTH } from '../renderings/limits.ts';
import { boldName, type Cards, line, type RoutedPost } from './card.ts';
import { sessionName } from './sessions.ts';

export const resultCards = {
  sessionEnded(event, state, words) {
    // The card of the session that follows says so, and what was driven gets no result.
    if (event.restarted) return [];
    const session = sessionOf(event, state);
    return session && hasLaps(session) ? [resultPost(event, provisionalEmbed(session, event, words))] : [];
  },
  classified: ({ server, classification }, _state, words) => [
    resultPost(
      { server, run: classification.run, session: classification.session },
      classificationEmbed(classification, words),
    ),
  ],
  resultReopened({ by, reason = '', result: { id, name, version } }, _state, words) {
    const session = id === undefined ? name : `${name} (${resultNumber({ id })})`;
    return [line('result', escapeText(words.resultOpenAgain({ session, by, reason, version }), 400))];
  },
} satisfies Partial<Cards>;

const resultPost = ({ server, run, session }: Pick<RaceEvent, 'server' | 'run' | 'session'>, embed: APIEmbed) =>
  ({
    kind: 'result',
    post: { lane: 'race', key: `results/${server}/${run}/${session}`, body: { embeds: [embed] } },
  }) satisfies RoutedPost;

function provisionalEmbed(session: Session, { late }: EventOf<'sessionEnded'>, words: Catalogue): APIEmbed {
  const isRace = session.facts.kind === 'race';
  const standings = provisionalOrder(session);
  const among = standings.map(({ driver }) => driver);
  const rows = standings.map(
    (standing, index) => `${index + 1}. ${boldName(standing.driver, words, among)} · ${rowOf(standing, isRace, words)}`,
  );
  return {
    color: BLUE,
    title: words.sessionOver({ session: sessionName(session.facts, words) }),
    description: fitLines(rows, DESCRIPTION_LENGTH, words),
    footer: { text: words.provisionalTable({ late: late ?? false }) },
  };
}

function rowOf(standing: Standing, isRace: boolean, words: Catalogue): string {
  const { bestLapMs } = standing;
  const best = bestLapMs === undefined ? words.noValidLap() : words.bestLap({ time: words.lapTime({ ms: bestLapMs }) });
  const total = isRace ? [words.lapTime({ ms: totalMs(standing) })] : [];
  return [words.lapCount({ laps: lapCount(standing) }), ...total, best].join(' · ');
}
