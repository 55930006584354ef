import { peopleOf } from '../../race/people.ts';
import { sessionOf } from '../../race/sessionOf.ts';
import { isFastestLap } from '../../race/standings.ts';
import { lapTime } from '../common/text.ts';
import { boldName, type Cards, line } from './card.ts';

export const lapCards = {
  lapCompleted(event, state, words) {
    const { driver, lap, lapMs, cuts, cutSectors: sectors, late } = event;
    const session = sessionOf(event, state);
    const notes = [
      ...(cuts > 0 ? [words.cutCount({ cuts, sectors })] : []),
      ...(session && isFastestLap(event, session) ? [words.fastestLap()] : []),
      ...(late ? [words.noticedLate()] : []),
    ];
    const noted = notes.length > 0 ? ` (${notes.join(', ')})` : '';
    const who = boldName(driver, peopleOf(state));
    return [line('race', `⏱ ${who} · ${words.lapNumber({ lap })} · ${lapTime(lapMs)}${noted}`)];
  },
  // What they have to say is in the card of the lap.
  sectorCompleted: 'silent',
} satisfies Partial<Cards>;
