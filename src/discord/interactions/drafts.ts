import type { Call, Outcome } from '../../command/dispatch.ts';
import type { NamedValues } from '../../command/vocabulary.ts';
import type { Offer } from '../../kit/errors.ts';

/** Whoever comes back to a form does so soon. */
const MOST_KEPT = 200;

type Asked = Pick<Call, 'line' | 'server' | 'caller'>;

/** A form that was filled in and sent: only that has names on a component. */
export const isFilledIn = ({ caller, named }: Call): boolean => caller.via === 'component' && named !== undefined;

/** What was filled into forms that came to nothing: Discord forgets it, and whoever opens the form again finds it there. */
export class Drafts {
  readonly #kept = new Map<string, NamedValues>();

  /** Until something has come of it, and for the forms of what else can be done. */
  keep(call: Call, instead: readonly Pick<Offer, 'line' | 'server'>[] = []): void {
    const { named = {}, caller } = call;
    if (!isFilledIn(call)) return;
    for (const { line, server } of [call, ...instead]) {
      const key = keyOf({ line, server, caller });
      this.#kept.delete(key);
      this.#kept.set(key, named);
    }
    const tooMany = [...this.#kept.keys()].slice(0, Math.max(this.#kept.size - MOST_KEPT, 0));
    for (const key of tooMany) this.#kept.delete(key);
  }

  answered(call: Call, outcome: Outcome): void {
    if (outcome.kind === 'failed') this.keep(call, outcome.offers);
    if (outcome.kind === 'done') this.#kept.delete(keyOf(call));
  }

  of(asked: Asked): NamedValues {
    return this.#kept.get(keyOf(asked)) ?? {};
  }
}

const keyOf = ({ line, server, caller }: Asked): string => JSON.stringify([caller.id, server, line]);
