import type { NextLength, SessionRow } from '../features/sessions/rows.ts';

/** "12 laps", "20 min" */
export const lengthInWords = ({ laps, minutes }: NextLength): string =>
  laps > 0 ? `${laps} lap${laps === 1 ? '' : 's'}` : `${minutes} min`;

/** "12 laps from the next start": what the game server will know by then; empty where nothing changes. */
export function nextInWords({ next }: Pick<SessionRow, 'next'>): string {
  if (next === undefined) return '';
  if (next === 'on' || next === 'off') return `switched ${next} from the next start`;
  return `${lengthInWords(next)} from the next start`;
}
