import type { Call, Outcome } from '../../command/dispatch.ts';
import type { NamedValues } from '../../command/vocabulary.ts';
import type { Offer } from '../../kit/errors.ts';

/** People who reopen a form do so soon. */
const MOST_KEPT = 200;

type Asked = Pick<Call, 'line' | 'server' | 'caller'>;

/** A submitted form: only then a component's call has named values. */
export const isFilledIn = ({ caller, named }: Call): boolean => caller.via === 'component' && named !== undefined;

/** Keeps the input of refused forms, which Discord forgets, so that a reopened form is filled in with it. */
export class Drafts {
  readonly #kept = new Map<string, NamedValues>();

  /** Kept until a command succeeds; also used for the forms of the alternatives that a refusal offers. */
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
