/** For stewards: one sentence on what was written, and one on when it takes effect. */
export function gridChangeInWords({ change, fromNextStart }: GridChange): string {
  const done =
    change === 'saved'
      ? 'The grid is saved in entry_list.ini.'
      : 'entry_list.ini is back to what it was before the save.';
  const when = fromNextStart
    ? 'The running server keeps its current grid: this one applies from its next start.'
    : 'It applies from the next start.';
  return `${done} ${when}`;
}

interface GridChange {
  readonly change: 'saved' | 'undone';
  /** acServer reads the file only at its start, and it is running. */
  readonly fromNextStart: boolean;
}
