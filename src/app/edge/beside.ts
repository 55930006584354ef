/** Looks up, as an event happens, what the hub's cards need beyond the event itself. */
import { postsOf } from '../../discord/cards/index.ts';
import type { RaceEvent } from '../../events/events.ts';
import type { ContentNames, Place } from '../../features/content/names.ts';
import { withContentNames } from '../../features/content/naming.ts';
import type { Beside, PlaceName } from '../../fleet/beside.ts';
import { eventText } from '../../fleet/rows.ts';
import type { RaceState } from '../../race/state.ts';
import { english } from '../../texts/english/index.ts';
import type { OpenServer } from '../server.ts';

type LookedUp = Pick<OpenServer, 'contactOf' | 'isOnPaper'> & {
  readonly actions: Pick<OpenServer['actions'], 'appeals'>;
};

/** @param hide removes the game server's passwords from what leaves this host */
export const rowWriter =
  (server: LookedUp, content: ContentNames, hide: (text: string) => string) =>
  (event: RaceEvent, state: RaceState): string =>
    eventText(hidden(event, hide), hidden(besideOf(event, state, server, content), hide));

function besideOf(event: RaceEvent, state: RaceState, server: LookedUp, content: ContentNames): Beside {
  const looked = new Looked(server, content);
  const posts = postsOf(event, state, english, looked.contactOf, looked.termOf);
  for (const { unlessOnPaper } of posts) if (unlessOnPaper) looked.isOnPaper(unlessOnPaper);
  withContentNames(looked, event);
  return looked.found();
}

/** Records each answer. */
class Looked {
  readonly #server: LookedUp;
  readonly #content: ContentNames;
  readonly #contacts: [string, NonNullable<ReturnType<OpenServer['contactOf']>>][] = [];
  readonly #terms: [string, NonNullable<ReturnType<OpenServer['actions']['appeals']['termOf']>>][] = [];
  readonly #onPaper: string[] = [];
  readonly #cars: [string, string][] = [];
  readonly #places: PlaceName[] = [];

  constructor(server: LookedUp, content: ContentNames) {
    this.#server = server;
    this.#content = content;
  }

  readonly contactOf: OpenServer['contactOf'] = (penalty) => {
    const contact = this.#server.contactOf(penalty);
    if (contact) this.#contacts.push([String(penalty.number), contact]);
    return contact;
  };

  readonly termOf: OpenServer['actions']['appeals']['termOf'] = (decision) => {
    const term = this.#server.actions.appeals.termOf(decision);
    if (term) this.#terms.push([String(decision), term]);
    return term;
  };

  isOnPaper(decided: Parameters<OpenServer['isOnPaper']>[0]): void {
    if (this.#server.isOnPaper(decided)) this.#onPaper.push(paperKey(decided));
  }

  car(model: string): string {
    const name = this.#content.car(model);
    this.#cars.push([model, name]);
    return name;
  }

  place(place: Place): Place {
    const shown = this.#content.place(place);
    this.#places.push({ track: place.track, layout: place.layout, shown });
    return shown;
  }

  /** Leaves out whatever was not looked up. */
  found(): Beside {
    const found: Beside = {
      contacts: someOf(this.#contacts),
      terms: someOf(this.#terms),
      onPaper: this.#onPaper.length > 0 ? this.#onPaper : undefined,
      cars: someOf(this.#cars),
      places: this.#places.length > 0 ? this.#places : undefined,
    };
    return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  }
}

const someOf = <Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> | undefined =>
  entries.length > 0 ? Object.fromEntries(entries) : undefined;

/** "1/2/steward" */
export const paperKey = ({ run, session, source }: Parameters<OpenServer['isOnPaper']>[0]): string =>
  `${run}/${session}/${source}`;

/** A copy of the data with all secrets removed from its strings. */
export function hidden<T>(data: T, hide: (text: string) => string): T {
  const text = JSON.stringify(data);
  if (text === undefined) return data;
  return JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? hide(value) : value)) as T;
}
