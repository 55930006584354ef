import type { Driver, EventBody } from '../../events/events.ts';
import type { Penalty } from '../../events/penalty.ts';
import { type Attempt, UNASKED } from '../../kit/attempt.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import { joined, phrase, type Sentence } from '../../kit/sentence.ts';
import { penaltyName } from '../../texts/names.ts';
import { ownReason } from '../../texts/reasons.ts';
import type { Judge } from '../judging/bench.ts';
import type { Deed, Panel } from '../judging/panel.ts';
import { type CarryOutParts, carryOut } from './carryOut.ts';
import { withdraw } from './decisions.ts';
import { impose } from './imposition.ts';
import type { Ruling } from './ledger.ts';
import type { Occasion } from './occasion.ts';
import { amountNote, asMeant, type PenaltyOrder } from './order.ts';
import { type PreparationParts, type Prepared, prepared } from './preparation.ts';
import { insteadNote } from './sentences.ts';

/** A driver by GUID; with car id and name if on the server. */
export type Accused = Driver | { readonly guid: string };

/** What else belongs to giving a penalty, besides the driver and the judge. */
export interface GivingMore {
  readonly reason?: string | undefined;
  readonly attempt?: Attempt | undefined;
  readonly ruling?: Pick<Ruling, 'infringement' | 'replaces'> | undefined;
  /** Reserved decision numbers, in the order of the drivers, if any. */
  readonly numbers?: readonly number[] | undefined;
  /** Runs first, in the same transaction; if it throws, none is given. */
  readonly before?: (() => readonly EventBody[]) | undefined;
}

export interface Given {
  readonly numbers: readonly number[];
  /** What the server does about each by itself, or what it cannot do, and who else has to confirm them; may be empty. */
  readonly notes: readonly Sentence[];
}

export interface GivingParts extends CarryOutParts, PreparationParts {
  readonly panel: Panel;
  readonly decide: (work: () => readonly EventBody[]) => void;
}

export class Giving {
  readonly #parts: GivingParts;

  constructor(parts: GivingParts) {
    this.#parts = parts;
  }

  async give(
    drivers: readonly Driver[],
    order: PenaltyOrder,
    judge: Judge,
    { attempt = UNASKED, ruling, numbers, reason, before = () => [] }: GivingMore = {},
  ): Promise<Given> {
    const { ledger, decide, panel } = this.#parts;
    const by = { by: judge.by, reason };
    let given: readonly (Prepared & { readonly number: number })[] = [];
    decide(() => {
      const first = before();
      const imposed = drivers.map((driver, index) => {
        const ready = prepared(this.#parts, driver, order, by);
        const { penalty, bodies } = impose(ledger, ready.facts, ready.instead, {
          ...ruling,
          points: order.points,
          judge,
          number: numbers?.[index],
        });
        keepGiven(penalty, attempt);
        return { ...ready, number: penalty.number, bodies };
      });
      given = imposed;
      const second = panel.written(
        judge,
        deedOf(drivers, order, { ...imposed[0]?.facts, ruling, reason }),
        imposed.map(({ number }) => number),
      );
      return [...first, ...imposed.flatMap(({ bodies }) => bodies), ...second];
    });
    const notes: Sentence[] = [];
    for (const each of given) {
      const penalty = ledger.get(each.number);
      const work = { attempt, judge, isOnly: given.length === 1 };
      const became = each.instead
        ? insteadNote(penalty, each.instead)
        : await this.#carriedOut(penalty, each.occasion, work);
      notes.push(joined([amountNote(order), became]));
    }
    const written = given.map(({ number }) => number);
    return { numbers: written, notes: [...notes, panel.stillToConfirm(written) ?? ''] };
  }

  /** Drivers who have already left are found in the last races, or by an earlier penalty. */
  known(accused: Accused): Driver {
    if ('carId' in accused) return { carId: accused.carId, guid: accused.guid, name: accused.name };
    const { session, previous, seats } = this.#parts.state();
    const standings = [session, previous].flatMap((each) => (each ? [...each.standings.values()] : []));
    const penalised = this.#parts.ledger.ofDriver(accused.guid, 1);
    const seen = [
      ...standings.map(({ driver }) => driver),
      ...seats.values(),
      ...penalised.map(({ driver }) => driver),
    ];
    const found = seen.find(({ guid }) => guid === accused.guid);
    if (found) return { carId: found.carId, guid: found.guid, name: found.name };
    throw new UserError(`Nobody with the GUID ${accused.guid} has been on this server recently.`);
  }

  /** A penalty that could not be carried out is withdrawn; the others given with it stand. */
  async #carriedOut(
    { number, driver }: Penalty,
    occasion: Occasion,
    { attempt, judge, isOnly }: { readonly attempt: Attempt; readonly judge: Judge; readonly isOnly: boolean },
  ): Promise<Sentence> {
    const { ledger, decide, now } = this.#parts;
    try {
      return await carryOut(ledger.get(number), occasion, this.#parts, attempt);
    } catch (error) {
      const why = ownReason({ key: 'notCarriedOut', params: { why: messageOf(error) } });
      decide(() => withdraw(ledger, ledger.get(number), { at: now(), judge, ...why }));
      if (isOnly || !(error instanceof UserError)) throw error;
      return phrase`${driver.name || driver.guid}: ${error.sentence}`;
    }
  }
}

interface Placed {
  readonly run?: number | undefined;
  readonly session?: number | undefined;
  readonly ruling?: GivingMore['ruling'];
  readonly reason?: string | undefined;
}

/** What somebody gives with one press, for a second steward to confirm. */
export const deedOf = (
  drivers: readonly Driver[],
  { type, amount, laps, grid, points, incident }: PenaltyOrder,
  { run = 0, session = 0, ruling, reason }: Placed,
): Deed => ({
  deed: ruling?.replaces === undefined ? (incident === undefined ? 'give' : 'decide') : 'replace',
  run,
  session,
  incident,
  drivers,
  ...asMeant({ says: type, amount, laps }),
  grid,
  infringement: ruling?.infringement,
  points,
  reason,
  replaces: ruling?.replaces,
});

function keepGiven({ number, type, driver }: Penalty, attempt: Attempt): void {
  const next = type === 'kick' ? `the kick of ${driver.name || driver.guid}` : undefined;
  attempt.done(`${penaltyName({ number })} (${type}) in the ledger`, next);
}
