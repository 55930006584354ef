/** How long sessions last, and what the next start of the game server changes about them. */
import { counting } from '../plural.ts';

const count = counting('en');

/** Minutes are 0 in a race over laps, laps are 0 in a timed session. */
interface Length {
  readonly laps: number;
  readonly minutes: number;
}

/** "12 laps", "20 min" */
const sessionLength = ({ laps, minutes }: Length): string =>
  laps > 0 ? count(laps, { one: 'lap', other: 'laps' }) : `${minutes} min`;

export const sessionTexts = {
  sessionLength,
  /** "12 laps from the next start": the game server's next configuration; empty if nothing changes. */
  sessionNext: ({ next }: { readonly next?: Length | 'on' | 'off' }): string => {
    if (next === undefined) return '';
    if (next === 'on' || next === 'off') return `switched ${next} from the next start`;
    return `${sessionLength(next)} from the next start`;
  },
};
