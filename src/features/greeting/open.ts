import type { SessionKind } from '../../events/events.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { eventName } from '../../texts/names.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { dateOf } from '../calendar/leagueEvents.ts';
import { Greetings } from './greeting.ts';
import { greetingTable } from './table.ts';

/** Practice servers run around the clock. */
const GREETS_IN: readonly SessionKind[] = ['qualify', 'race'];

export type GreetingLive = Pick<LiveServer, 'id' | 'config' | 'store' | 'clock' | 'log' | 'bus' | 'state' | 'speaker'>;

export interface GreetingNeeds {
  readonly calendar: Pick<Calendar, 'eventOf'>;
  readonly words: Catalogue;
}

/** Opened after the part that tells drivers of decisions, so that those are sent to a car first. */
export function openGreeting(live: GreetingLive, { calendar, words }: GreetingNeeds): { close(): void } {
  const { id, config, store, clock, log, bus, state, speaker } = live;
  if (config.greeting === 'off') return { close() {} };
  const greetings = new Greetings({
    bus,
    log,
    table: greetingTable(store, id),
    words: config.greeting ?? words.greeting(),
    greetsIn: config.greetsIn ?? GREETS_IN,
    state,
    evening() {
      const { run, session } = state();
      const event = session && calendar.eventOf(run, session.ordinal);
      return event ? eventName(event) : dateOf(clock.now());
    },
    say: async ({ carId, guid }, said) => (await speaker.say({ carId, guid }, said)) === speaker.linesOf(said).length,
  });
  return { close: () => greetings.close() };
}
