import type { Change, ConfigurationChange, SessionEdit } from '../features/sessions/configuration.ts';

/** "RACE now has 12 laps.", and from when that counts. */
export function changeInWords({ section, edit, changes, fromNextStart }: ConfigurationChange): string {
  if (changes.length === 0) return `${section} ${settingInWords(edit, 'already')}; nothing was written.`;
  const when = fromNextStart ? ' It counts from the next start of the game server.' : '';
  return `${section} ${settingInWords(edit, 'now')}.${when}`;
}

/** "LAPS=5" and "LAPS=12": how a line of the diff stands in the file, before and after; undefined where it does not. */
export function linesOf({ key, before, after }: Change): { before: string | undefined; after: string | undefined } {
  const line = (value: string | undefined) => (key === undefined || value === undefined ? value : `${key}=${value}`);
  return { before: line(before), after: line(after) };
}

function settingInWords(edit: SessionEdit, when: 'now' | 'already'): string {
  switch (edit.kind) {
    case 'enable':
      return `is ${when} switched on`;
    case 'disable':
      return `is ${when} switched off`;
    case 'laps':
      return `${when} has ${count(edit.laps, 'lap')}`;
    case 'minutes':
      return `${when} lasts ${count(edit.minutes, 'minute')}`;
  }
}

const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`;
