/** One sentence on what was written, and one on when it counts; for stewards. */
export function gridChangeInWords({ change, fromNextStart }: GridChange): string {
  const done = change === 'saved' ? 'The order is in entry_list.ini.' : 'entry_list.ini is as it was before the save.';
  const when = fromNextStart
    ? 'The running server keeps the order it has: this one counts from its next start.'
    : 'It counts from the next start.';
  return `${done} ${when}`;
}

interface GridChange {
  readonly change: 'saved' | 'undone';
  /** acServer reads the file at its start only, and it is running. */
  readonly fromNextStart: boolean;
}
