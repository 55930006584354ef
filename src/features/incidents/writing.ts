/** Writes what stewards decide, or what one of two proposes. */
import type { Decision } from '../../events/decision.ts';
import type { Driver, EventBody } from '../../events/events.ts';
import type { GivenPenalty, Incident } from '../../events/incident.ts';
import type { PenaltyType } from '../../events/penalty.ts';
import type { Proposal } from '../../events/proposal.ts';
import { isFinding } from '../../events/standing.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { InputError } from '../../kit/errors.ts';
import { inLines, type Sentence } from '../../kit/sentence.ts';
import { decisionName, incidentName } from '../../texts/names.ts';
import { proposalName } from '../../texts/proposals.ts';
import type { Judge } from '../judging/bench.ts';
import type { Deed, Panel } from '../judging/panel.ts';
import type { PenaltyActions } from '../penalties/actions.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { asMeant } from '../penalties/order.ts';
import type { RulingOrder } from './overtaken.ts';
import { gaveOne, standingOf } from './told.ts';
import type { Incidents } from './watch.ts';

export interface Decided {
  /** Absent if it belongs to none. */
  readonly incident?: Incident | undefined;
  readonly decisions: readonly Decision[];
  /** The penalties given, in their current state. */
  readonly penalties: readonly GivenPenalty[];
  /** What another steward has to confirm before it is decided. */
  readonly proposal?: Proposal | undefined;
  /** What the server does about it by itself, what it cannot do, and what could not be undone. */
  readonly note?: Sentence | undefined;
}

/** Who decides, and how it is stored. */
export interface Sitting {
  readonly judge: Judge;
  readonly reason: string | undefined;
  readonly attempt: Attempt | undefined;
  /** The reserved numbers of proposed decisions, one per driver. */
  readonly numbers?: readonly number[] | undefined;
}

interface Ruling extends Sitting {
  readonly order: RulingOrder;
  readonly incident: Incident | undefined;
  readonly replaces?: number | undefined;
  /** Refuses, or makes room, in the same transaction. */
  readonly before: () => readonly EventBody[];
  /** Only refuses; `before` is used if absent. */
  readonly check?: (() => void) | undefined;
}

export interface WritingParts {
  readonly incidents: Pick<Incidents, 'get' | 'told'>;
  readonly ledger: Ledger;
  readonly panel: Panel;
  readonly penalties: Pick<PenaltyActions, 'giveEach' | 'check'>;
  readonly now: () => number;
  readonly decide: (work: () => readonly EventBody[]) => void;
}

export class Writing {
  readonly #parts: WritingParts;

  constructor(parts: WritingParts) {
    this.#parts = parts;
  }

  /** Decides it, or proposes it if somebody else has to confirm it first. */
  async rule(drivers: readonly Driver[], ruling: Ruling): Promise<Decided> {
    const { outcome } = ruling.order;
    const deed = this.#deedOf(drivers, ruling);
    if (this.#parts.panel.mustPropose(ruling.judge, deed)) return this.#propose(ruling, deed);
    if (outcome === 'withdrawn' || isFinding(outcome)) return this.#find(drivers, { ...ruling, says: outcome });
    return this.#give(drivers, { ...ruling, type: outcome });
  }

  async #give(
    drivers: readonly Driver[],
    {
      order,
      judge,
      reason: said,
      attempt,
      numbers: reserved,
      incident,
      replaces,
      before,
      type,
    }: Ruling & { readonly type: PenaltyType },
  ): Promise<Decided> {
    const { amount, laps, infringement, points } = order;
    const place = incident ?? (replaces === undefined ? undefined : this.#parts.ledger.decisions.get(replaces));
    const about = place && { run: place.run, session: place.session };
    const given = { type, amount, laps, points, incident: incident?.number, about };
    const ruling = { infringement, replaces };
    const reason = said ?? (incident && incidentName(incident));
    const more = { attempt, ruling, reason, numbers: reserved, before };
    const { numbers, notes } = await this.#parts.penalties.giveEach(drivers, given, judge, more);
    return this.#decided(numbers, incident, inLines(notes));
  }

  #find(drivers: readonly Driver[], ruling: Ruling & { readonly says: Decision['says'] }): Decided {
    const { order, judge, reason = '', attempt, numbers: reserved, incident, replaces, before, says } = ruling;
    const { ledger, decide, now, incidents, panel } = this.#parts;
    refuseNumber(says, order);
    const old = replaces === undefined ? undefined : ledger.decisions.get(replaces);
    const place = incident ?? old;
    if (!place) throw new Error('nothing says which result a decision is about');
    let numbers: readonly number[] = [];
    decide(() => {
      const bodies = before();
      const rows = drivers.map(({ carId, guid, name }, index) =>
        ledger.decisions.add(
          {
            run: place.run,
            session: place.session,
            incident: incident?.number,
            driver: { carId, guid, name },
            says,
            infringement: says === 'withdrawn' ? undefined : order.infringement,
            points: says === 'withdrawn' ? undefined : order.points,
            reason,
            at: now(),
            replaces,
            penalty: says === 'withdrawn' ? old?.penalty : undefined,
          },
          judge,
          reserved?.[index],
        ),
      );
      numbers = rows.map(({ number }) => number);
      attempt?.done(`the decision ${rows.map((row) => decisionName(row)).join(', ')}`);
      const told = incident && rows.map((row) => incidents.told({ ...row, incident: incident.number }));
      return [...bodies, ...(told ?? []), ...panel.written(judge, this.#deedOf(drivers, ruling), numbers)];
    });
    return this.#decided(numbers, incident, panel.stillToConfirm(numbers));
  }

  #deedOf(drivers: readonly Driver[], { order, incident, replaces, reason }: Ruling): Deed {
    const { outcome: says, amount, laps, infringement, points } = order;
    const old = replaces === undefined ? undefined : this.#parts.ledger.decisions.get(replaces);
    const { run, session } = incident ?? old ?? { run: 0, session: 0 };
    const penalty = says === 'withdrawn' ? old?.penalty : undefined;
    const what = { ...asMeant({ says, amount, laps }), infringement, points, reason, replaces, penalty };
    return {
      deed: replaces === undefined ? 'decide' : 'replace',
      run,
      session,
      incident: incident?.number,
      drivers,
      ...what,
    };
  }

  /** Something that could not be decided must not be proposed. */
  #propose(ruling: Ruling, deed: Deed): Decided {
    const { order, judge, attempt, incident, check = ruling.before } = ruling;
    const { penalties, panel, decide, incidents } = this.#parts;
    const { outcome: type, amount, laps } = order;
    if (type === 'withdrawn' || isFinding(type)) refuseNumber(type, order);
    else {
      const { run, session } = deed;
      penalties.check(deed.drivers, { type, amount, laps, incident: incident?.number, about: { run, session } });
    }
    let proposal: Proposal | undefined;
    decide(() => {
      check();
      const proposed = panel.propose(judge, deed);
      proposal = proposed.proposal;
      attempt?.done(`${proposalName(proposal)} proposed`);
      return proposed.bodies;
    });
    return { incident: incident && incidents.get(incident.number), decisions: [], penalties: [], proposal };
  }

  #decided(numbers: readonly number[], incident: Incident | undefined, note: Sentence | undefined): Decided {
    const { ledger, incidents } = this.#parts;
    const decisions = numbers.map((number) => ledger.decisions.get(number));
    return {
      incident: incident && incidents.get(incident.number),
      decisions,
      penalties: ledger.several(decisions.filter(gaveOne).map(({ number: given }) => given)).map(standingOf),
      note,
    };
  }
}

function refuseNumber(says: string, { amount, laps }: RulingOrder): void {
  if (amount === undefined && laps === undefined) return;
  const word = says.replaceAll(' ', '-');
  throw new InputError(`"${word}" takes no number; put a reason that starts with one in quotes.`);
}
