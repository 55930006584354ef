import type { SettableSession } from '../features/sessions/configuration.ts';
import { plural } from '../kit/words.ts';
import { type Param, type Reading, type Suggestion, shortened, text } from './param.ts';

/**
 * A session by its section or its NAME. On a line the longest matching run of words is used, so that `server set Hot
 * laps time 10` needs no quotes. A word that matches none is passed on as it is, to be checked against the file.
 */
export const session = (about: string): Param<string> => ({
  ...text(about),
  read(cursor, name, reading) {
    const known = namesOf(sessionsOf(reading));
    const words = cursor.words();
    const lengths = words.map((_, index) => words.length - index);
    const longest = lengths.find((length) => known.has(words.slice(0, length).join(' ').toLowerCase()));
    if (longest === undefined) return shortened(text(about).read(cursor, name, reading));
    return cursor.take(longest).join(' ');
  },
  suggest: (typed, reading) =>
    sessionsOf(reading)
      .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
      .map(suggestion),
});

const sessionsOf = ({ view }: Reading): readonly SettableSession[] => view?.settableSessions ?? [];

const namesOf = (sessions: readonly SettableSession[]): ReadonlySet<string> =>
  new Set(sessions.flatMap(({ name, section }) => [name, section].map((each) => each.toLowerCase())));

const suggestion = ({ name, minutes, laps, enabled }: SettableSession): Suggestion => {
  const length = laps > 0 ? plural(laps, 'lap') : `${minutes} min`;
  return { label: `${name} (${enabled ? length : 'switched off'})`, value: name };
};
