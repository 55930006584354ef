/** What a driver is told of a decision in the car, and on Discord once nobody races. */
import { incidentName } from '../names.ts';
import { counting } from '../plural.ts';

const count = counting('en');

/** So many are called by name. */
const NAMED = 3;

/** "Ada", "Ada and Bob", "Ada, Bob and 3 others" */
function listed(names: readonly string[]): string {
  const left = names.length - NAMED;
  const all = left > 1 ? [...names.slice(0, NAMED), count(left, { one: 'other', other: 'others' })] : names;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

const TASKS: Readonly<Partial<Record<string, (amount: number) => string>>> = {
  'drive-through': () => 'Drive through the pit lane without stopping.',
  'stop-and-go': (amount) => `Stop in the pits for ${amount} s.`,
};

export const noticeTexts = {
  /** "INC-3, contact with Bob Brake in lap 4: left no room" */
  incidentReason: ({
    number,
    others,
    lap,
    reason,
  }: {
    readonly number: number;
    readonly others: readonly string[];
    readonly lap: number | undefined;
    readonly reason: string;
  }) => {
    const inLap = lap === undefined ? '' : ` in lap ${lap}`;
    const contact = others.length === 0 ? inLap : `, contact with ${listed(others)}${inLap}`;
    return `${incidentName({ number })}${contact}${reason === '' ? '' : `: ${reason}`}`;
  },
  /** What was decided, and what has to be done by that. */
  noticeWithTask: ({
    notice,
    type,
    amount,
  }: {
    readonly notice: string;
    readonly type: string;
    readonly amount: number;
  }) => [notice, TASKS[type]?.(amount) ?? ''].filter((each) => each !== '').join(' '),
  /** "From S-12 Race, Sat 20:15, monza: Penalty P-3: 5 s." */
  noticeOfEarlier: ({ session, notice }: { readonly session: string; readonly notice: string }) =>
    `From ${session}: ${notice}`,
};
