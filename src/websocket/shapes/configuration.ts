import type { ConfigurationChange } from '../../features/sessions/configuration.ts';
import { changeInWords, linesOf } from '../../texts/configuration.ts';

/** Our own text, with the changed lines: the README only says that the command exists. */
export function changeAndDiff(change: ConfigurationChange): string {
  const diff = change.changes.map((each) => {
    const { before = 'nothing', after = 'nothing' } = linesOf(each);
    return `[${each.section}] ${before} -> ${after}`;
  });
  return [changeInWords(change), ...diff].join('\n');
}

/** The text for the newer clients, also if nothing had to be changed. */
export function newerText({ section, edit }: ConfigurationChange): string {
  switch (edit.kind) {
    case 'enable':
      return `Enabled ${section}`;
    case 'disable':
      return `Disabled ${section}`;
    case 'laps':
      return `Set ${section} to ${edit.laps} laps`;
    case 'minutes':
      return `Set ${section} to ${edit.minutes} minutes`;
  }
}
