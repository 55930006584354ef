/**
 * Where names that people use take the place of others: the league's for drivers, the game's for cars and tracks. On
 * Discord and in the car; programs know what the game server says.
 */
import type { Dispatcher } from '../command/dispatch.ts';
import type { ContentNames } from '../features/content/names.ts';
import { withContentNames } from '../features/content/naming.ts';
import { NamedStates, withLeagueNames } from '../features/roster/naming.ts';
import type { Roster } from '../features/roster/roster.ts';
import type { Bus } from '../race/bus.ts';

export interface ShownNames {
  readonly roster: Roster;
  readonly content: Pick<ContentNames, 'car' | 'place'>;
}

/** Data as people read it. */
export const shown = <T>({ roster, content }: ShownNames, data: T): T =>
  withContentNames(content, withLeagueNames(roster, data));

/** Whoever listens to it hears of drivers by the league's names. */
export function namingBus(bus: Bus, roster: Roster): Bus {
  const states = new NamedStates(roster);
  return {
    durable: (listener) => bus.durable((event, state) => listener(withLeagueNames(roster, event), states.of(state))),
    live: (listener) => bus.live((event, state) => listener(withLeagueNames(roster, event), states.of(state))),
  };
}

/** Whoever listens to it hears events as people read them. */
export const showingBus = (bus: Bus, names: ShownNames): Bus => {
  const league = namingBus(bus, names.roster);
  return {
    durable: (listener) => league.durable((event, state) => listener(withContentNames(names.content, event), state)),
    live: (listener) => league.live((event, state) => listener(withContentNames(names.content, event), state)),
  };
};

/** Whoever asks it is answered as people read it. Who asks for the slots of the entry list wants to edit them. */
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
