/** What stewards decide about drivers in an incident, and what takes the place of that. */
import type { Decision } from '../../events/decision.ts';
import type { Driver, EventBody } from '../../events/events.ts';
import type { GivenPenalty, Incident } from '../../events/incident.ts';
import type { PenaltyType } from '../../events/penalty.ts';
import type { Proposal } from '../../events/proposal.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import type { RaceState } from '../../race/state.ts';
import { decisionName, incidentName } from '../../texts/names.ts';
import { proposalName } from '../../texts/proposals.ts';
import { ownReason } from '../../texts/reasons.ts';
import { isFinding, isVerdict, standingAbout, type Verdict } from '../decisions/standing.ts';
import type { Bench, Judge, Official } from '../judging/bench.ts';
import type { Deed, Panel } from '../judging/panel.ts';
import type { PenaltyActions } from '../penalties/actions.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { undo } from '../penalties/undo.ts';
import { chosenIn, IS_FINAL, isAbout, matterOf, refuseClosed, seatOf } from './chosen.ts';
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
  /** What another steward has to confirm before it is decided. */
  readonly proposal?: Proposal | undefined;
  /** What the server does about it by itself, what it cannot, and what could not be undone. */
  readonly note?: string | undefined;
}

export interface RulingParts {
  readonly bench: Pick<Bench, 'judge'>;
  readonly incidents: Pick<Incidents, 'get' | 'told'>;
  readonly ledger: Ledger;
  readonly panel: Panel;
  readonly penalties: Pick<PenaltyActions, 'giveEach' | 'questionBefore' | 'check'>;
  readonly state: () => RaceState;
  readonly now: () => number;
  readonly decide: (work: () => readonly EventBody[]) => void;
}

/** Who decides, and how it is kept. */
interface Sitting {
  readonly judge: Judge;
  readonly reason: string | undefined;
  readonly attempt: Attempt | undefined;
  /** Of decisions that were proposed, driver by driver. */
  readonly numbers?: readonly number[] | undefined;
}

interface Ruling extends Sitting {
  readonly order: RulingOrder;
  readonly incident: Incident | undefined;
  readonly replaces?: number | undefined;
  /** Refuses, or makes room, in the same transaction. */
  readonly before: () => readonly EventBody[];
  /** Only refuses; `before` where that does nothing else. */
  readonly check?: (() => void) | undefined;
}

export class Rulings {
  readonly #parts: RulingParts;

  constructor(parts: RulingParts) {
    this.#parts = parts;
  }

  async decide(number: number, asked: DecideOrder, by: Official, attempt?: Attempt): Promise<Decided> {
    const judge = this.#parts.bench.judge(by, matterOf(this.#parts.incidents.get(number)));
    return this.#decide(number, asked, { judge, reason: by.reason, attempt });
  }

  /** What somebody has proposed, and another one confirms. */
  async confirmed(proposal: Proposal, judge: Judge, attempt?: Attempt): Promise<string | undefined> {
    const { incident, drivers, says, amount, laps, infringement, replaces, numbers, reason } = proposal;
    if (says === 'served' || says === 'not served') throw new Error(`${says} needs no second steward`);
    const order = { outcome: says, amount, laps, infringement };
    const sitting = { judge, reason, attempt, numbers };
    const { note } =
      replaces === undefined
        ? await this.#decide(incident ?? 0, { ...order, drivers }, sitting)
        : await this.#replace(replaces, order, sitting);
    return note;
  }

  async #decide(number: number, asked: DecideOrder, sitting: Sitting): Promise<Decided> {
    const { seen, drivers: named, ...order } = asked;
    const { judge, reason } = sitting;
    const { incidents, panel } = this.#parts;
    const incident = incidents.get(number);
    const guids = chosenIn(incident, named, order);
    const check = (): readonly EventBody[] => {
      const current = incidents.get(number);
      refuseClosed(current);
      panel.refuseProposed(judge, (open) => isAbout(open, current, guids));
      refuseOvertaken(current, guids, { order, seen, reason });
      return [];
    };
    check();
    const drivers = guids.map(({ guid }) => seatOf(this.#parts.state(), incident, guid));
    return this.#rule(drivers, { ...sitting, order, incident, before: check });
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
    const { incidents, bench } = this.#parts;
    const { run, session, incident, driver } = this.#verdict(number);
    const matter = incident === undefined ? { run, session, drivers: [driver] } : matterOf(incidents.get(incident));
    const judge = bench.judge(by, matter);
    return this.#replace(number, order, { judge, reason: by.reason, attempt });
  }

  async #replace(number: number, order: RulingOrder, sitting: Sitting): Promise<Decided> {
    const { incidents, ledger, state, now } = this.#parts;
    const { judge, reason } = sitting;
    const old = this.#verdict(number);
    const incident = old.incident === undefined ? undefined : incidents.get(old.incident);
    if (!reason) throw new UserError(`Say why ${decisionName(old)} is replaced: a reason is needed.`);
    const notes: string[] = [];
    const makeRoom = (): readonly EventBody[] => {
      this.#check(old, order, sitting);
      if (old.penalty === undefined) return [];
      const why = { at: now(), by: judge.by, byId: judge.byId, ...ownReason({ key: 'otherDecided' }) };
      const { bodies, note } = undo(ledger, old.penalty, why);
      notes.splice(0, notes.length, ...(note === undefined ? [] : [note]));
      return bodies;
    };
    this.#check(old, order, sitting);
    const driver = incident ? seatOf(state(), incident, old.driver.guid) : old.driver;
    const ruled = await this.#rule([driver], {
      ...sitting,
      order,
      incident,
      replaces: old.number,
      check: () => this.#check(old, order, sitting),
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

  #check(old: Verdict, order: RulingOrder, { judge, reason }: Sitting): void {
    const { incidents, ledger, panel } = this.#parts;
    if (ledger.isFinal(old.run, old.session)) throw new UserError(IS_FINAL(decisionName(old)));
    panel.refuseProposed(judge, ({ replaces }) => replaces === old.number);
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
    const { amount, laps, infringement } = order;
    const place = incident ?? (replaces === undefined ? undefined : this.#parts.ledger.decisions.get(replaces));
    const about = place && { run: place.run, session: place.session };
    const given = { type, amount, laps, incident: incident?.number, about };
    const ruling = { infringement, replaces };
    const reason = said ?? (incident && incidentName(incident));
    const more = { attempt, ruling, reason, numbers: reserved, before };
    const { numbers, notes } = await this.#parts.penalties.giveEach(drivers, given, judge, more);
    return this.#decided(numbers, incident, [...new Set(notes)].join('\n'));
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
    return this.#decided(numbers, incident, '');
  }

  #deedOf(drivers: readonly Driver[], { order, incident, replaces, reason }: Ruling): Deed {
    const { outcome: says, amount, laps, infringement } = order;
    const old = replaces === undefined ? undefined : this.#parts.ledger.decisions.get(replaces);
    const { run, session } = incident ?? old ?? { run: 0, session: 0 };
    const penalty = says === 'withdrawn' ? old?.penalty : undefined;
    const what = { says, amount, laps, infringement, reason, replaces, penalty };
    return {
      deed: replaces === undefined ? 'decide' : 'replace',
      run,
      session,
      incident: incident?.number,
      drivers,
      ...what,
    };
  }

  /** What could not be decided is not proposed. */
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

function refuseNumber(says: string, { amount, laps }: RulingOrder): void {
  if (amount === undefined && laps === undefined) return;
  const word = says.replaceAll(' ', '-');
  throw new UserError(`"${word}" takes no number; a reason that begins with one needs quotes.`);
}
