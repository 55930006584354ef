/** Changes to server_cfg.ini in plain English: only admins make them. */
import { counting } from './plural.ts';

const count = counting('en');

type Setting =
  | { readonly kind: 'enable' | 'disable' }
  | { readonly kind: 'laps'; readonly laps: number }
  | { readonly kind: 'minutes'; readonly minutes: number };

/** The value of a key; `key` is absent if a whole section is added or removed. */
interface ChangedLine {
  readonly key?: string;
  readonly before?: string;
  readonly after?: string;
}

interface SettingChange {
  readonly section: string;
  readonly edit: Setting;
  /** Empty if it was so already. */
  readonly changes: readonly ChangedLine[];
  readonly fromNextStart: boolean;
}

/** "RACE now has 12 laps.", and when that takes effect. */
export function changeInWords({ section, edit, changes, fromNextStart }: SettingChange): string {
  if (changes.length === 0) return `${section} ${settingInWords(edit, 'already')}; nothing was written.`;
  const when = fromNextStart ? ' It applies from the next start of the game server.' : '';
  return `${section} ${settingInWords(edit, 'now')}.${when}`;
}

/** "LAPS=5" and "LAPS=12": a line of the diff, before and after; undefined if it is not in the file then. */
export function linesOf({ key, before, after }: ChangedLine): {
  before: string | undefined;
  after: string | undefined;
} {
  const line = (value: string | undefined) => (key === undefined || value === undefined ? value : `${key}=${value}`);
  return { before: line(before), after: line(after) };
}

function settingInWords(edit: Setting, when: 'now' | 'already'): string {
  switch (edit.kind) {
    case 'enable':
      return `is ${when} on`;
    case 'disable':
      return `is ${when} off`;
    case 'laps':
      return `${when} has ${count(edit.laps, { one: 'lap', other: 'laps' })}`;
    case 'minutes':
      return `${when} lasts ${count(edit.minutes, { one: 'minute', other: 'minutes' })}`;
  }
}
