/** Notices to a driver about a decision: in the car, and on Discord once nobody races. */
import { afterColon, incidentName, sessionName } from '../names.ts';
import { counting } from '../plural.ts';

const count = counting('en');

/** How many names are listed. */
const NAMED = 3;

/** "Ada", "Ada and Bob", "Ada, Bob and 3 others" */
function listed(names: readonly string[]): string {
  const left = names.length - NAMED;
  const all = left > 1 ? [...names.slice(0, NAMED), count(left, { one: 'other', other: 'others' })] : names;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** "14 Nov": a league meets on the same weekday every week, so the weekday would be ambiguous. */
function dayIn(date: string): string {
  const [, month, day] = date.split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]}`;
}

const TASKS: Readonly<Partial<Record<string, (amount: number) => string>>> = {
  'drive-through': () => 'Drive through the pit lane without stopping.',
  'stop-and-go': (amount) => `Stop in the pits for ${amount} s.`,
};

export const noticeTexts = {
  /** "INC-3, contact with Bob Brake on lap 4: left no room" */
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
    const inLap = lap === undefined ? '' : ` on lap ${lap}`;
    const contact = others.length === 0 ? inLap : `, contact with ${listed(others)}${inLap}`;
    return `${incidentName({ number })}${contact}${reason === '' ? '' : `: ${reason}`}`;
  },
  /** The decision, and what the driver must do. */
  noticeWithTask: ({
    notice,
    type,
    amount,
  }: {
    readonly notice: string;
    readonly type: string;
    readonly amount: number;
  }) => [notice, TASKS[type]?.(amount) ?? ''].filter((each) => each !== '').join(' '),
  /** "Qualify (S-12): P-3: 5-second time penalty.", "Race (S-9, 14 Nov): warning from race control." */
  noticeOfEarlier: ({
    id,
    name,
    date,
    notice,
  }: {
    readonly id: number;
    readonly name: string;
    /** "2026-11-14", if it was on another day. */
    readonly date: string | undefined;
    readonly notice: string;
  }) => {
    const what = [sessionName({ id }), ...(date === undefined ? [] : [dayIn(date)])].join(', ');
    return `${name === '' ? what : `${name} (${what})`}: ${afterColon(notice)}`;
  },
};
