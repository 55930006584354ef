/** What stewards decide about drivers in an incident, and what takes the place of that. */
import type { Decision } from '../../events/decision.ts';
import type { Driver, EventBody } from '../../events/events.ts';
import type { GivenPenalty, Incident } from '../../events/incident.ts';
import type { PenaltyType } from '../../events/penalty.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import type { RaceState } from '../../race/state.ts';
import { decisionName, incidentName } from '../../texts/names.ts';
import { ownReason } from '../../texts/reasons.ts';
import { isFinding, isVerdict, standingAbout, type Verdict } from '../decisions/standing.ts';
import type { Bench, Judge, Official } from '../judging/bench.ts';
import type { PenaltyActions } from '../penalties/actions.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { undo } from '../penalties/undo.ts';
import { chosenIn, IS_FINAL, matterOf, refuseClosed, seatOf } from './chosen.ts';
import { type RulingOrder, refuseOvertaken, refuseReplaced } from './overtaken.ts';
import { gaveOne, standingOf } from './told.ts';
import type { Incidents } from './watch.ts';

export interface DecideOrder extends RulingOrder {
  /** Empty: everyone about whom nothing is decided yet. */
  readonly drivers: readonly Pick<Driver, 'guid' | 'name'>[];
  /** The highest number of a decision in it when they looked; absent where they typed. */
  readonly seen?: number | undefined;
}

export interface Decided {
  /** Absent for what belongs to none. */
  readonly incident?: Incident | undefined;
  readonly decisions: readonly Decision[];
  /** What they gave, as it stands now. */
  readonly penalties: readonly GivenPenalty[];
  /** What the server does about it by itself, what it cannot, and what could not be undone. */
  readonly note?: string | undefined;
}

export interface RulingParts {
  readonly bench: Pick<Bench, 'judge'>;
  readonly incidents: Pick<Incidents, 'get' | 'told'>;
  readonly ledger: Ledger;
  readonly penalties: Pick<PenaltyActions, 'giveEach' | 'questionBefore'>;
  readonly state: () => RaceState;
  readonly now: () => number;
  readonly decide: (work: () => readonly EventBody[]) => void;
}

interface Ruling {
  readonly order: RulingOrder;
  readonly judge: Judge;
  readonly reason: string | undefined;
  readonly attempt: Attempt | undefined;
  readonly incident: Incident | undefined;
  readonly replaces?: number | undefined;
  /** Refuses, or makes room, in the same transaction. */
  readonly before: () => readonly EventBody[];
}

export class Rulings {
  readonly #parts: RulingParts;

  constructor(parts: RulingParts) {
    this.#parts = parts;
  }

  async decide(number: number, asked: DecideOrder, by: Official, attempt?: Attempt): Promise<Decided> {
    const { seen, drivers: named, ...order } = asked;
    const { reason } = by;
    const { incidents, bench } = this.#parts;
    const incident = incidents.get(number);
    const judge = bench.judge(by, matterOf(incident));
    const guids = chosenIn(incident, named, order);
    const check = (): readonly EventBody[] => {
      const current = incidents.get(number);
      refuseClosed(current);
      refuseOvertaken(current, guids, { order, seen, reason });
      return [];
    };
    check();
    const drivers = guids.map(({ guid }) => seatOf(this.#parts.state(), incident, guid));
    return this.#rule(drivers, { order, judge, reason, attempt, incident, before: check });
  }

  /** What to ask before a penalty; undefined where there is nothing to ask. */
  questionBefore(number: number, { drivers, outcome: type, amount, laps }: DecideOrder): string | undefined {
    const [only, ...others] = drivers;
    if (!only || others.length > 0 || type === 'withdrawn' || isFinding(type)) return undefined;
    const { incidents, penalties, state } = this.#parts;
    const incident = incidents.get(number);
    if (!incident.drivers.some(({ guid }) => guid === only.guid)) return undefined;
    const driver = seatOf(state(), incident, only.guid);
    const { run, session } = incident;
    return penalties.questionBefore(driver, { type, amount, laps, incident: number, about: { run, session } });
  }

  /** @param number of the decision whose place it takes */
  async replace(number: number, order: RulingOrder, by: Official, attempt?: Attempt): Promise<Decided> {
    const { incidents, ledger, state, now, bench } = this.#parts;
    const { reason } = by;
    const old = this.#verdict(number);
    const { run, session } = old;
    const incident = old.incident === undefined ? undefined : incidents.get(old.incident);
    const judge = bench.judge(by, incident ? matterOf(incident) : { run, session, drivers: [old.driver] });
    if (!reason) throw new UserError(`Say why ${decisionName(old)} is replaced: a reason is needed.`);
    const notes: string[] = [];
    const makeRoom = (): readonly EventBody[] => {
      this.#check(old, order, reason);
      if (old.penalty === undefined) return [];
      const why = { at: now(), by: judge.by, byId: judge.byId, ...ownReason({ key: 'otherDecided' }) };
      const { bodies, note } = undo(ledger, old.penalty, why);
      notes.splice(0, notes.length, ...(note === undefined ? [] : [note]));
      return bodies;
    };
    this.#check(old, order, reason);
    const driver = incident ? seatOf(state(), incident, old.driver.guid) : old.driver;
    const ruled = await this.#rule([driver], {
      order,
      judge,
      reason,
      attempt,
      incident,
      replaces: old.number,
      before: makeRoom,
    });
    return { ...ruled, note: [...notes, ...(ruled.note === undefined ? [] : [ruled.note])].join('\n') || undefined };
  }

  /** What took the place of one that was not served is replaced with that one. */
  #verdict(number: number): Verdict {
    const decision = this.#parts.ledger.decisions.get(number);
    if (decision.converts !== undefined) return this.#verdict(decision.converts);
    if (isVerdict(decision)) return decision;
    throw new UserError(
      `${decisionName(decision)} says how a penalty was carried out: name the decision that gave it.`,
    );
  }

  #check(old: Verdict, order: RulingOrder, reason: string | undefined): void {
    const { incidents, ledger } = this.#parts;
    if (ledger.isFinal(old.run, old.session)) throw new UserError(IS_FINAL(decisionName(old)));
    const incident = old.incident === undefined ? undefined : incidents.get(old.incident);
    if (incident) refuseClosed(incident);
    const standing = incident ? standingAbout(incident.decisions, old.driver.guid) : this.#withoutIncident(old);
    refuseReplaced(old, { standing, order, reason });
  }

  #withoutIncident(old: Verdict): Decision | undefined {
    return this.#parts.ledger.get(old.number).state === 'withdrawn' ? undefined : old;
  }

  async #rule(drivers: readonly Driver[], ruling: Ruling): Promise<Decided> {
    const { outcome } = ruling.order;
    if (outcome === 'withdrawn' || isFinding(outcome)) return this.#find(drivers, { ...ruling, says: outcome });
    return this.#give(drivers, { ...ruling, type: outcome });
  }

  async #give(
    drivers: readonly Driver[],
    { order, judge, reason: said, attempt, incident, replaces, before, type }: Ruling & { readonly type: PenaltyType },
  ): Promise<Decided> {
    const { amount, laps, infringement, points } = order;
    const place = incident ?? (replaces === undefined ? undefined : this.#parts.ledger.decisions.get(replaces));
    const about = place && { run: place.run, session: place.session };
    const given = { type, amount, laps, points, incident: incident?.number, about };
    const ruling = { infringement, replaces };
    const reason = said ?? (incident && incidentName(incident));
    const more = { attempt, ruling, reason, before };
    const { numbers, notes } = await this.#parts.penalties.giveEach(drivers, given, judge, more);
    return this.#decided(numbers, incident, [...new Set(notes)].join('\n'));
  }

  #find(drivers: readonly Driver[], ruling: Ruling & { readonly says: Decision['says'] }): Decided {
    const { order, judge, reason = '', attempt, incident, replaces, before, says } = ruling;
    const { ledger, decide, now, incidents } = this.#parts;
    if (order.amount !== undefined || order.laps !== undefined) throw new UserError(NO_NUMBER(says));
    const old = replaces === undefined ? undefined : ledger.decisions.get(replaces);
    const place = incident ?? old;
    if (!place) throw new Error('nothing says which result a decision is about');
    let numbers: readonly number[] = [];
    decide(() => {
      const bodies = before();
      const rows = drivers.map(({ carId, guid, name }) =>
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
        ),
      );
      numbers = rows.map(({ number }) => number);
      attempt?.done(`the decision ${rows.map((row) => decisionName(row)).join(', ')}`);
      const told = incident && rows.map((row) => incidents.told({ ...row, incident: incident.number }));
      return [...bodies, ...(told ?? [])];
    });
    return this.#decided(numbers, incident, '');
  }

  #decided(numbers: readonly number[], incident: Incident | undefined, note: string): Decided {
    const { ledger, incidents } = this.#parts;
    const decisions = numbers.map((number) => ledger.decisions.get(number));
    return {
      incident: incident && incidents.get(incident.number),
      decisions,
      penalties: ledger.several(decisions.filter(gaveOne).map(({ number: given }) => given)).map(standingOf),
      note: note || undefined,
    };
  }
}

const NO_NUMBER = (says: string): string =>
  `"${says.replaceAll(' ', '-')}" takes no number; a reason that begins with one needs quotes.`;
