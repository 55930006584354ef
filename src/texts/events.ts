/** League events and their sessions, rendered with a catalogue. */
import type { LeagueEvent } from '../events/leagueEvent.ts';
import type { Catalogue } from './catalogue.ts';
import { eventName, sessionName } from './names.ts';

export const eventTitleIn = (words: Catalogue, { number, name, series }: LeagueEvent): string =>
  words.eventTitle({ number: eventName({ number }), name, series });

interface Driven {
  readonly id: number;
  readonly name: string;
  readonly state: 'running' | 'ended' | 'restarted' | 'interrupted';
  readonly continues?: number | undefined;
  readonly continuedBy?: number | undefined;
}

export const sessionIn = (words: Catalogue, { id, name, state, continues, continuedBy }: Driven): string =>
  words.eventSession({
    number: sessionName({ id }),
    name,
    state,
    continues: continues === undefined ? undefined : sessionName({ id: continues }),
    continuedBy: continuedBy === undefined ? undefined : sessionName({ id: continuedBy }),
  });
