/** What determines the grid of a race, if it is not the entry list. */
import type { ServerCfg } from '../../acserver/ini/serverCfg.ts';

/** A clause; undefined if the entry list does, or if it is unknown. */
export function gridMaker({
  sessions = [],
  reversedGridPositions: reversed = 0,
}: Partial<Pick<ServerCfg, 'sessions' | 'reversedGridPositions'>>): string | undefined {
  const qualifies = sessions.some(({ section, minutes }) => section === 'QUALIFY' && minutes > 0);
  const second = `acServer itself reverses ${reversed < 0 ? 'the whole order' : `the top ${reversed}`} for a second race`;
  if (qualifies) return reversed === 0 ? 'Qualifying sets the grid' : `Qualifying sets the grid, and ${second}`;
  return reversed === 0 ? undefined : second;
}
