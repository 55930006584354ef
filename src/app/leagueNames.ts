/** Where the league's names take the place of the game's: on Discord and in the car. Programs know the game's names. */
import type { Dispatcher } from '../command/dispatch.ts';
import { stateWithLeagueNames, withLeagueNames } from '../features/roster/naming.ts';
import type { Roster } from '../features/roster/roster.ts';
import type { Bus } from '../race/bus.ts';

/** Whoever listens to it hears of drivers by the league's names. */
export const namingBus = (bus: Bus, roster: Roster): Bus => ({
  durable: (listener) =>
    bus.durable((event, state) => listener(withLeagueNames(roster, event), stateWithLeagueNames(roster, state))),
  live: (listener) =>
    bus.live((event, state) => listener(withLeagueNames(roster, event), stateWithLeagueNames(roster, state))),
});

/** Whoever asks it is answered in the league's names. */
export const namingDispatcher = (dispatcher: Dispatcher, roster: Roster): Dispatcher => ({
  commands: dispatcher.commands,
  async dispatch(call, progress) {
    const outcome = await dispatcher.dispatch(call, progress);
    return outcome.kind === 'done' ? { kind: 'done', answer: withLeagueNames(roster, outcome.answer) } : outcome;
  },
  judge: (call) => dispatcher.judge(call),
  formOf: (call) => dispatcher.formOf(call),
  suggest: (call, param) => dispatcher.suggest(call, param),
  isPrivate: (line, role) => dispatcher.isPrivate(line, role),
});
