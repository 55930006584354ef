/** What stewards decide about drivers in an incident, and how they replace it. */
import type { Decision } from '../../events/decision.ts';
import type { Driver, EventBody } from '../../events/events.ts';
import type { Proposal } from '../../events/proposal.ts';
import { isFinding, isVerdict, standingAbout, type Verdict } from '../../events/standing.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { InputError, UserError } from '../../kit/errors.ts';
import { inLines, type Sentence } from '../../kit/sentence.ts';
import type { RaceState } from '../../race/state.ts';
import { english } from '../../texts/english/index.ts';
import { decisionName } from '../../texts/names.ts';
import { ownReason } from '../../texts/reasons.ts';
import type { Bench, Judge, Official } from '../judging/bench.ts';
import type { PenaltyActions } from '../penalties/actions.ts';
import { undo } from '../penalties/undo.ts';
import { chosenIn, IS_FINAL, isAbout, matterOf, refuseClosed, seatOf } from './chosen.ts';
import { type RulingOrder, refuseOvertaken, refuseReplaced } from './overtaken.ts';
import { type Decided, type Sitting, Writing, type WritingParts } from './writing.ts';

export interface DecideOrder extends RulingOrder {
  /** Empty: everyone without a decision. */
  readonly drivers: readonly Pick<Driver, 'guid' | 'name'>[];
  /** The highest number of a decision in it when they looked; absent if they typed. */
  readonly seen?: number | undefined;
}

export interface RulingParts extends WritingParts {
  readonly bench: Pick<Bench, 'judge'>;
  readonly penalties: Pick<PenaltyActions, 'giveEach' | 'questionBefore' | 'check'>;
  readonly state: () => RaceState;
}

export class Rulings {
  readonly #parts: RulingParts;
  readonly #writing: Writing;

  constructor(parts: RulingParts) {
    this.#parts = parts;
    this.#writing = new Writing(parts);
  }

  async decide(number: number, asked: DecideOrder, by: Official, attempt?: Attempt): Promise<Decided> {
    const judge = this.#parts.bench.judge(by, matterOf(this.#parts.incidents.get(number)));
    return this.#decide(number, asked, { judge, reason: by.reason, attempt });
  }

  /** Carries out what one steward proposed and another confirms. */
  async confirmed(proposal: Proposal, judge: Judge, attempt?: Attempt): Promise<Sentence | undefined> {
    const { incident, drivers, says, amount, laps, infringement, points, replaces, numbers, reason } = proposal;
    if (says === 'served' || says === 'not served') throw new Error(`${says} needs no second steward`);
    const order = { outcome: says, amount, laps, infringement, points };
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
    return this.#writing.rule(drivers, { ...sitting, order, incident, before: check });
  }

  /** The question to ask before a penalty; undefined if there is none. */
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

  /** @param number of the decision to replace */
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
    if (!reason) throw new InputError(`Give a reason for replacing ${decisionName(old)}.`);
    let undone: Sentence | undefined;
    const makeRoom = (): readonly EventBody[] => {
      this.#check(old, order, sitting);
      if (old.penalty === undefined) return [];
      const why = { at: now(), by: judge.by, byId: judge.byId, ...ownReason({ key: 'otherDecided' }) };
      const { bodies, note } = undo(ledger, old.penalty, why);
      undone = note;
      return bodies;
    };
    this.#check(old, order, sitting);
    const driver = incident ? seatOf(state(), incident, old.driver.guid) : old.driver;
    const ruled = await this.#writing.rule([driver], {
      ...sitting,
      order,
      incident,
      replaces: old.number,
      check: () => this.#check(old, order, sitting),
      before: makeRoom,
    });
    return { ...ruled, note: inLines([undone, ...pointsGone(old, ruled), ruled.note]) };
  }

  /** For a penalty converted because it was not served, the decision that gave the original one. */
  #verdict(number: number): Verdict {
    const decision = this.#parts.ledger.decisions.get(number);
    if (decision.converts !== undefined) return this.#verdict(decision.converts);
    if (isVerdict(decision)) return decision;
    throw new UserError(
      `${decisionName(decision)} only says whether a penalty was served: name the decision that gave it.`,
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
}

/** The form has no field for points, so a steward may not have meant to take them. */
function pointsGone({ points = 0, ...old }: Verdict, { decisions }: Decided): readonly string[] {
  const [instead] = decisions;
  if (points === 0 || !instead || (instead.points ?? 0) > 0) return [];
  const are = points === 1 ? 'is' : 'are';
  return [`The ${english.licencePoints({ amount: points })} of ${decisionName(old)} ${are} gone.`];
}
