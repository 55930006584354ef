import { peopleOf } from '../../race/people.ts';
import { sessionOf } from '../../race/sessionOf.ts';
import { isFastestLap } from '../../race/standings.ts';
import { boldName, type Cards, line, type RoutedPost } from './card.ts';

export const lapCards = {
  lapCompleted(event, state, words) {
    const { driver, lap, lapMs, cuts, cutSectors: sectors, late } = event;
    const session = sessionOf(event, state);
    const isFastest = session !== undefined && isFastestLap(event, session);
    const notes = [
      ...(cuts > 0 ? [words.cutCount({ cuts, sectors })] : []),
      ...(isFastest ? [words.fastestLap()] : []),
      ...(late ? [words.noticedLate()] : []),
    ];
    const noted = notes.length > 0 ? ` (${notes.join(', ')})` : '';
    const who = boldName(driver, words, peopleOf(state));
    const content = `⏱ ${who} · ${words.lapNumber({ lap })} · ${words.lapTime({ ms: lapMs })}${noted}`;
    const fastest: RoutedPost = { ...line('fastest lap', content), unlessBeside: 'lap' };
    return [line('lap', content), ...(isFastest ? [fastest] : [])];
  },
  // The card of the lap contains them.
  sectorCompleted: 'silent',
} satisfies Partial<Cards>;
