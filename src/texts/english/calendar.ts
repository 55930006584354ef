/** The league's nights, and the sessions that belong to them. */
type State = 'running' | 'ended' | 'restarted' | 'interrupted';

interface Named {
  readonly name: string;
  readonly series?: string | undefined;
}

const called = ({ name, series }: Named): string => (series === undefined ? name : `${name} · ${series}`);

export const calendarTexts = {
  /** "E-3 Round 3 · GT3 Cup" */
  eventTitle: ({ number, ...event }: Named & { readonly number: string }) => `${number} ${called(event)}`,
  eventRuns: () => 'It is running.',
  eventIsOver: () => 'It is over.',
  /** An event that nobody started. */
  eventIsDay: ({ hour }: { readonly hour: number }) => `What is driven on this day, until ${hour}:00.`,
  eventIsEmpty: () => 'No session yet.',
  /** "S-12 Race (restarted as S-13)" */
  eventSession: (session: {
    readonly number: string;
    readonly name: string;
    readonly state: State;
    readonly continuedBy: string | undefined;
    readonly continues: string | undefined;
  }) => {
    const { number, name, state, continuedBy, continues } = session;
    const notes = [
      ...(state === 'ended' ? [] : [continuedBy === undefined ? state : `${state}, goes on as ${continuedBy}`]),
      ...(continues === undefined ? [] : [`goes on with ${continues}`]),
    ];
    return `${number} ${name}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
  },

  raceStartsOver: () => 'the race starts over',
  raceGoesOnAgain: () => 'the interrupted race goes on',
  notCarriedOver: () => 'not carried over',

  eventHasBegun: (event: Named) => `${called(event)} begins`,
  eventHasEnded: (event: Named) => `${called(event)} is over`,
  raceGoesOn: ({ name, number, continues }: Record<'name' | 'number' | 'continues', string>) =>
    `${number} (${name}) goes on with ${continues}: what was decided there counts in its result.`,
};
