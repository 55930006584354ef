import type { ConfigurationChange } from '../../features/sessions/configuration.ts';
import { changeInWords, linesOf } from '../../texts/configuration.ts';

/** In words of ours, with the lines that changed: the README says no more than that the command exists. */
export function changeAndDiff(change: ConfigurationChange): string {
  const diff = change.changes.map((each) => {
    const { before = 'nothing', after = 'nothing' } = linesOf(each);
    return `[${each.section}] ${before} -> ${after}`;
  });
  return [changeInWords(change), ...diff].join('\n');
}

/** What the newer clients read, also when nothing had to be changed. */
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
