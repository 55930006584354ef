/** League events and their sessions. */
type State = 'running' | 'ended' | 'restarted' | 'interrupted';

interface Named {
  readonly name: string;
  readonly series?: string | undefined;
}

const called = ({ name, series }: Named): string => (series === undefined ? name : `${name} · ${series}`);

export const calendarTexts = {
  /** "E-3 Round 3 · GT3 Cup" */
  eventTitle: ({ number, ...event }: Named & { readonly number: string }) => `${number} ${called(event)}`,
  eventRuns: () => 'In progress.',
  eventIsOver: () => 'Finished.',
  /** An event that nobody started explicitly. */
  eventIsDay: ({ hour }: { readonly hour: number }) => `All sessions of this day, until ${hour}:00.`,
  eventIsEmpty: () => 'No sessions yet.',
  /** "S-12 Race (restarted, continued as S-13)" */
  eventSession: (session: {
    readonly number: string;
    readonly name: string;
    readonly state: State;
    readonly continuedBy: string | undefined;
    readonly continues: string | undefined;
  }) => {
    const { number, name, state, continuedBy, continues } = session;
    const notes = [
      ...(state === 'ended' ? [] : [continuedBy === undefined ? state : `${state}, continued as ${continuedBy}`]),
      ...(continues === undefined ? [] : [`continues ${continues}`]),
    ];
    return `${number} ${name}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
  },

  raceStartsOver: () => 'race restarted',
  raceGoesOnAgain: () => 'interrupted race resumed',
  notCarriedOver: () => 'not carried over',

  eventHasBegun: (event: Named) => `${called(event)} starts`,
  eventHasEnded: (event: Named) => `${called(event)} is over`,
  raceGoesOn: ({ name, number, continues }: Record<'name' | 'number' | 'continues', string>) =>
    `${number} (${name}) continues ${continues}: decisions made there count in its result.`,
};
