/** League nights, and races that continue in another session. */
import { sessionName } from '../../texts/names.ts';
import { escapeText } from '../common/text.ts';
import { type Cards, line } from './card.ts';

export const calendarCards = {
  leagueEventStarted: ({ event: { name, series } }, _state, words) => [
    line('session', `🏁 **${escapeText(words.eventHasBegun({ name, series }), 200)}**`),
  ],
  leagueEventEnded: ({ event: { name, series } }, _state, words) => [
    line('session', `🏁 **${escapeText(words.eventHasEnded({ name, series }), 200)}**`),
  ],
  raceContinued({ race: { id, name, continues } }, _state, words) {
    const text = words.raceGoesOn({ name, number: sessionName({ id }), continues: sessionName({ id: continues }) });
    return [line('session', escapeText(text, 300))];
  },
} satisfies Partial<Cards>;
