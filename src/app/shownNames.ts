/**
 * Replaces names with those that people use: league names for drivers, the game's names for cars and tracks. Applies on
 * Discord and in the car; programs get the game server's names.
 */
import type { Dispatcher } from '../command/dispatch.ts';
import type { RaceEvent } from '../events/events.ts';
import type { ContentNames } from '../features/content/names.ts';
import { withContentNames } from '../features/content/naming.ts';
import type { ResultsNeeds } from '../features/results/open.ts';
import { NamedRace, withLeagueNames } from '../features/roster/naming.ts';
import type { Roster } from '../features/roster/roster.ts';
import type { Bus } from '../race/bus.ts';

export interface ShownNames {
  readonly roster: Roster;
  readonly content: Pick<ContentNames, 'car' | 'place'>;
}

/** Data as people see it. */
export const shown = <T>({ roster, content }: ShownNames, data: T): T =>
  withContentNames(content, withLeagueNames(roster, data));

/** What results show of the league: race numbers, and in the spreadsheet names, teams and cars. */
export const resultNames = ({ roster, content }: Partial<ShownNames>): Pick<ResultsNeeds, 'numberOf' | 'names'> => ({
  numberOf: (guid) => roster?.of(guid)?.number,
  names: { entrantOf: (guid) => roster?.of(guid), carName: (model) => content?.car(model) ?? model },
});

/** A bus whose listeners get the league's driver names. */
export function namingBus(bus: Bus, roster: Roster): Bus {
  const named = new NamedRace(roster);
  return {
    durable: (listener) => bus.durable((event, state) => listener(named.event(event), named.state(state))),
    live: (listener) => bus.live((event, state) => listener(named.event(event), named.state(state))),
  };
}

/** A bus whose listeners get events as people see them. */
export const showingBus = (bus: Bus, names: ShownNames): Bus => {
  const league = namingBus(bus, names.roster);
  // All listeners hear the same event, so it is worked out once.
  const known = new WeakMap<RaceEvent, RaceEvent>();
  const shownAs = (event: RaceEvent): RaceEvent => {
    const found = known.get(event) ?? withContentNames(names.content, event);
    known.set(event, found);
    return found;
  };
  return {
    durable: (listener) => league.durable((event, state) => listener(shownAs(event), state)),
    live: (listener) => league.live((event, state) => listener(shownAs(event), state)),
  };
};

/**
 * Answers as people see them. The slots of the entry list keep their car folders, because they are read in order to be
 * edited.
 */
export const showingDispatcher = (dispatcher: Dispatcher, names: ShownNames): Dispatcher => ({
  commands: dispatcher.commands,
  async dispatch(call, progress) {
    const outcome = await dispatcher.dispatch(call, progress);
    if (outcome.kind !== 'done') return outcome;
    const answer = withLeagueNames(names.roster, outcome.answer);
    return { kind: 'done', answer: answer.kind === 'entries' ? answer : withContentNames(names.content, answer) };
  },
  judge: (call) => dispatcher.judge(call),
  formOf: (call) => dispatcher.formOf(call),
  suggest: (call, param) => dispatcher.suggest(call, param),
  isPrivate: (line, role) => dispatcher.isPrivate(line, role),
});
