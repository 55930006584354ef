/** What drivers and stewards do with appeals: make, list and answer them. */
import type { Appeal, AppealAnswer, AppealAnswerKind, AppealTerm, DecisionInAppeal } from '../../events/appeal.ts';
import type { Decision } from '../../events/decision.ts';
import type { EventBody, Ordered } from '../../events/events.ts';
import type { Incident } from '../../events/incident.ts';
import type { Proposal } from '../../events/proposal.ts';
import { isVerdict } from '../../events/standing.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import { phrase, typed } from '../../kit/sentence.ts';
import { decisionName } from '../../texts/names.ts';
import type { Decided, IncidentActions, RulingOrder } from '../incidents/actions.ts';
import type { Bench, Official } from '../judging/bench.ts';
import type { Panel } from '../judging/panel.ts';
import type { People } from '../judging/people.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { inAppeal, personIn, refuseNew, rulingInWords, whyNot } from './admission.ts';
import { KnownDecisions, type KnownParts } from './known.ts';
import { anotherSteward, refuseSecond, STEWARD_MS } from './stewards.ts';
import type { AppealTable, OpenedFor } from './table.ts';
import { meantDecision, withChoices } from './which.ts';

export interface AppealOrder {
  /** Who appeals; undefined if unknown. */
  readonly guid: string | undefined;
  /** Undefined if they named none: then it is the only one they can appeal. */
  readonly decision: number | undefined;
  readonly reason: string | undefined;
}

export interface AnswerOrder extends Partial<RulingOrder> {
  readonly says: AppealAnswerKind;
}

/** A decision that the driver can appeal. */
export interface Appealable {
  readonly decision: DecisionInAppeal;
  readonly incident?: number | undefined;
  readonly term: AppealTerm;
}

/** Refusals are UserErrors. What was done is recorded in the caller's attempt. */
export interface AppealActions {
  appeal(order: AppealOrder, attempt?: Attempt): Appeal;
  /** Answers all open appeals against the decision. */
  answer(decision: number, order: AnswerOrder, by: Official, attempt?: Attempt): Promise<Decided>;
  /** The decisions a driver can appeal, newest first. */
  appealable(guid: string): readonly Appealable[];
  /** A driver's appeals, newest first. */
  list(guid: string): readonly Appeal[];
  /** The deadline for the decision's driver to appeal; undefined if nobody can. */
  termOf(decision: number): AppealTerm | undefined;
}

export interface AppealParts extends KnownParts {
  readonly server: string;
  readonly table: AppealTable;
  readonly openedFor: OpenedFor;
  readonly ledger: Ledger;
  readonly incidents: Pick<IncidentActions, 'show' | 'list' | 'replace'>;
  /** Opens an incident for a decision that has none. Call it inside a transaction. */
  readonly openFor: (
    decision: Decision,
    by: Ordered,
  ) => { readonly incident: Incident; readonly bodies: readonly EventBody[] };
  readonly minutes: number;
  readonly people: Pick<People, 'isSame' | 'isPerson' | 'guidsOf'>;
  readonly bench: Pick<Bench, 'judge'>;
  readonly panel: Pick<Panel, 'refuseProposed'>;
  readonly now: () => number;
  readonly decide: (work: () => readonly EventBody[]) => void;
}

/** How many of a driver's newest incidents and penalties are considered. */
const LOOKED_AT = 10;
const REASON_LENGTH = 300;

export class Appeals implements AppealActions {
  readonly #parts: AppealParts;
  readonly #known: KnownDecisions;

  constructor(parts: AppealParts) {
    this.#parts = parts;
    this.#known = new KnownDecisions(parts);
  }

  appeal({ guid, decision: named, reason = '' }: AppealOrder, attempt?: Attempt): Appeal {
    const { table, decide, minutes, openedFor, incidents, openFor, now } = this.#parts;
    if (minutes === 0) throw new UserError('This league does not accept appeals.');
    if (guid === undefined) {
      throw new UserError('Not linked to a driver yet: type !link in the game chat first, or !appeal in the car.');
    }
    const verdict = this.#meant(named, guid, reason);
    let made: Appeal | undefined;
    decide(() => {
      const appealed = this.#known.of(verdict, guid);
      const { decision } = appealed;
      const driver = personIn(appealed, guid);
      const refusal = whyNot(appealed, guid, now());
      if (refusal !== undefined || !driver) throw new UserError(refusal ?? '');
      if (reason.trim() === '') {
        throw new UserError(phrase`Give a reason: ${typed('appeal', `${decisionName(decision)} <reason>`)}.`);
      }
      const by = { by: driver.name, byId: `driver:${guid}` };
      const opened = appealed.incident === undefined ? openFor(decision, by) : undefined;
      if (opened) for (const each of this.#known.rowsOf(decision)) openedFor.add(each.number, opened.incident.number);
      const appeal: Appeal = {
        server: this.#parts.server,
        incident: (appealed.incident ?? opened?.incident)?.number ?? 0,
        decision: inAppeal(decision),
        driver,
        reason: reason.trim().slice(0, REASON_LENGTH),
        at: now(),
      };
      table.add(appeal);
      made = appeal;
      attempt?.done(`the appeal against ${decisionName(decision)}`);
      const incident = incidents.show(appeal.incident);
      return [...(opened?.bodies ?? []), { type: 'appealMade', appeal }, { type: 'incidentUpdated', incident }];
    });
    if (!made) throw new Error('an appeal was not kept');
    return made;
  }

  async answer(number: number, order: AnswerOrder, by: Official, attempt?: Attempt): Promise<Decided> {
    const { incidents, decide, bench, panel } = this.#parts;
    const { says, outcome, ...size } = order;
    const decision = this.#known.verdict(number);
    const name = decisionName(decision);
    const check = (): readonly Appeal[] => {
      const open = this.#openAgainst(decision);
      const { run, session, driver } = decision;
      const judge = bench.judge(by, { run, session, incident: this.#incidentOf(decision), drivers: [driver] });
      this.refuseAnswer(decision, by);
      // A pending proposal to replace it would answer the appeal, too.
      panel.refuseProposed(judge, ({ replaces, penalty }) => replaces === number || penalty === number);
      if (!by.reason) throw new UserError(`Give a reason: the driver who appealed ${name} will read it.`);
      return open;
    };
    check();
    if (says === 'changed') {
      if (outcome === undefined)
        throw new UserError(`Give the new decision in place of ${name}, such as "changed time 5".`);
      // Replacing a decision answers its appeals, in the same transaction.
      const infringement = outcome === 'withdrawn' ? undefined : decision.infringement;
      return incidents.replace(decision.number, { outcome, infringement, ...size }, by, attempt);
    }
    refuseNew(says, order, name);
    decide(() => {
      const bodies = this.close(check(), { says, by: by.by, byId: by.byId ?? '', reason: by.reason ?? '' });
      attempt?.done(`the answer to the appeal against ${name}`);
      return bodies;
    });
    return { incident: incidents.show(this.#incidentOf(decision)), decisions: [], penalties: [] };
  }

  appealable(guid: string): readonly Appealable[] {
    const { incidents, ledger, minutes, now } = this.#parts;
    if (minutes === 0) return [];
    const own = ledger.ofDriver(guid, LOOKED_AT).filter(({ convertedFrom }) => convertedFrom === undefined);
    const numbers = new Set([
      ...incidents
        .list(guid)
        .slice(0, LOOKED_AT)
        .flatMap(({ decisions }) => decisions.filter(isVerdict).map(({ number }) => number)),
      ...own.map(({ number }) => number),
    ]);
    return [...numbers]
      .sort((a, b) => b - a)
      .map((number) => this.#known.of(ledger.decisions.get(number), guid))
      .filter((appealed) => whyNot(appealed, guid, now()) === undefined)
      .map(({ decision, term }) => ({ decision: inAppeal(decision), incident: decision.incident, term }));
  }

  list(guid: string): readonly Appeal[] {
    return this.#parts.table.ofDriver(guid, LOOKED_AT);
  }

  termOf(number: number): AppealTerm | undefined {
    const { minutes, now } = this.#parts;
    if (minutes === 0) return undefined;
    const decision = this.#known.verdict(number);
    const { guid } = decision.driver;
    const appealed = this.#known.of(decision, guid);
    return whyNot(appealed, guid, now()) === undefined ? appealed.term : undefined;
  }

  /** When its driver's deadline passes; undefined if nobody can appeal, or if the flag is still to come. */
  untilFor(decision: Decision): number | undefined {
    const term = this.termOf(decision.number);
    return term && 'until' in term ? term.until : undefined;
  }

  /** @throws UserError if the result is final, or if the official has to leave the answer to another steward */
  refuseAnswer(decision: Decision, { byId = '' }: Pick<Ordered, 'byId'>): void {
    const { ledger, people, now, incidents } = this.#parts;
    if (ledger.isFinal(decision.run, decision.session)) {
      throw new UserError(`${decisionName(decision)} is part of a final result; nothing was changed.`);
    }
    if (!people.isSame(byId, decision.byId)) return;
    const { drivers } = incidents.show(this.#incidentOf(decision));
    const other = anotherSteward([byId], ledger.decisions.since(now() - STEWARD_MS), drivers, people);
    if (!other) return;
    throw new UserError(
      `You decided ${decisionName(decision)}, so another steward has to rule on the appeal: ${other.by} has made decisions here recently.`,
    );
  }

  /** @throws UserError if the official made the appealed decision and somebody else can confirm its replacement */
  refuseSecond(proposal: Proposal, by: Pick<Ordered, 'byId'>): void {
    refuseSecond(this.#parts, proposal, by);
  }

  /** Answers these appeals and returns the events for it. Call it inside a transaction. */
  close(open: readonly Appeal[], answer: Omit<AppealAnswer, 'at'>): EventBody[] {
    const { table, now, incidents } = this.#parts;
    const answered = open.map((appeal) => table.answer(appeal, { ...answer, at: now() }));
    const numbers = new Set(answered.map(({ incident }) => incident));
    return [
      ...answered.map((appeal): EventBody => ({ type: 'appealAnswered', appeal })),
      ...[...numbers].map((number): EventBody => ({ type: 'incidentUpdated', incident: incidents.show(number) })),
    ];
  }

  #openAgainst(decision: Decision): readonly Appeal[] {
    const name = decisionName(decision);
    const all = this.#parts.table.against(decision.number);
    const open = all.filter(({ answer }) => answer === undefined);
    if (open.length > 0) return open;
    const last = all.at(-1)?.answer;
    if (!last) throw new UserError(`Nobody has appealed ${name}.`);
    throw new UserError(`The appeal against ${name} is closed: ${rulingInWords(last, this.#parts.now())}.`);
  }

  #incidentOf(decision: Decision): number {
    return this.#parts.table.against(decision.number).at(-1)?.incident ?? decision.incident ?? 0;
  }

  /** What an order means: as it is decided and stored. */
  #meant(named: number | undefined, guid: string, reason: string): Decision {
    if (named === undefined) return this.#known.verdict(meantDecision(this.appealable(guid), reason));
    try {
      return this.#known.verdict(named);
    } catch (error) {
      throw withChoices(error, this.appealable(guid), reason);
    }
  }
}
