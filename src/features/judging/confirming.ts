/** The second steward: confirms or rejects another one's decision. */
import type { EventBody } from '../../events/events.ts';
import type { Proposal, Settlement } from '../../events/proposal.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import type { Sentence } from '../../kit/sentence.ts';
import { proposalName } from '../../texts/proposals.ts';
import { awaitingConfirmation, type IsReplaced, isLeft } from './awaiting.ts';
import { type Bench, type Judge, matterOfProposal, type Official } from './bench.ts';
import type { Docket } from './docket.ts';
import { type Panel, refuseSettled } from './panel.ts';
import type { People } from './people.ts';

export interface Settled {
  readonly proposal: Proposal;
  /** What else came of it, or what could not be undone. */
  readonly note?: Sentence | undefined;
}

/** Refusals are UserErrors. */
export interface JudgingActions {
  /** Brings another steward's proposal into force, or confirms what is already in force. */
  confirm(number: number, by: Official, attempt?: Attempt): Promise<Settled>;
  /** A proposal never comes into force; a decision in force is taken back. Whoever proposed it needs no reason. */
  reject(number: number, by: Official, attempt?: Attempt): Settled;
  /** What waits for a second steward, oldest first. */
  awaiting(): readonly Proposal[];
}

export interface ConfirmingParts {
  readonly bench: Bench;
  readonly panel: Panel;
  readonly docket: Docket;
  readonly people: Pick<People, 'isSame' | 'isPerson'>;
  readonly now: () => number;
  readonly decide: (work: () => readonly EventBody[]) => void;
  readonly isReplaced: IsReplaced;
  /** Throws UserError if the official made the appealed decision and somebody else can confirm its replacement. */
  readonly refuseSecond: (proposal: Proposal, by: Official) => void;
  /** Decides what was proposed, in both names. */
  readonly carryOut: (proposal: Proposal, judge: Judge, attempt?: Attempt) => Promise<Sentence | undefined>;
  /** Withdraws what is in force. Called inside a transaction. */
  readonly takeBack: (proposal: Proposal, judge: Judge, reason: string) => TakenBack;
}

export interface TakenBack {
  readonly bodies: readonly EventBody[];
  readonly note?: Sentence | undefined;
}

export class Confirming implements JudgingActions {
  readonly #parts: ConfirmingParts;

  constructor(parts: ConfirmingParts) {
    this.#parts = parts;
  }

  async confirm(number: number, by: Official, attempt?: Attempt): Promise<Settled> {
    const { bench, panel, docket, decide, carryOut } = this.#parts;
    const proposal = this.#open(number);
    const isAlone = this.#refuseOwn(proposal, by);
    this.#parts.refuseSecond(proposal, by);
    const settled = this.#settlement(proposal, by, isAlone);
    let note: Sentence | undefined;
    if (proposal.state === 'proposed') note = await carryOut(proposal, bench.both(proposal, by, settled), attempt);
    else {
      decide(() => {
        const current = this.#open(number);
        attempt?.done(`the confirmation of ${proposalName(current)}`);
        return panel.settle(current, 'confirmed', this.#settlement(current, by, isAlone));
      });
    }
    return { proposal: docket.get(number), note };
  }

  reject(number: number, by: Official, attempt?: Attempt): Settled {
    const { bench, panel, docket, decide, takeBack } = this.#parts;
    let note: Sentence | undefined;
    decide(() => {
      const proposal = this.#open(number);
      const name = proposalName(proposal);
      const { byId = '', reason } = by;
      const isOwn = byId === proposal.byId || this.#parts.people.isSame(byId, proposal.byId);
      if (!isOwn) this.#refuseNobody(byId);
      const judge = bench.judge(by, matterOfProposal(proposal));
      if (!isOwn && !reason) throw new UserError(`Give a reason for rejecting ${name}.`);
      const taken: TakenBack =
        proposal.state === 'unconfirmed' ? takeBack(proposal, judge, reason ?? 'taken back') : { bodies: [] };
      note = taken.note;
      attempt?.done(`the rejection of ${name}`);
      return [...taken.bodies, ...panel.settle(proposal, 'rejected', this.#settlement(proposal, by))];
    });
    return { proposal: docket.get(number), note };
  }

  awaiting(): readonly Proposal[] {
    return awaitingConfirmation(this.#parts.docket, this.#parts.isReplaced);
  }

  /** @throws UserError for what is settled, or of which nothing is left */
  #open(number: number): Proposal {
    const proposal = this.#parts.docket.get(number);
    refuseSettled(proposal);
    if (isLeft(proposal, this.#parts.isReplaced)) return proposal;
    throw new UserError(`${proposalName(proposal)} is no longer in force: there is nothing to confirm or reject.`);
  }

  /** @returns whether an admin confirms their own decision */
  #refuseOwn(proposal: Proposal, { byId = '', isAdmin, reason }: Official): true | undefined {
    const name = proposalName(proposal);
    if (byId !== proposal.byId && !this.#parts.people.isSame(byId, proposal.byId)) {
      this.#refuseNobody(byId);
      return undefined;
    }
    if (!isAdmin) {
      throw new UserError(`${name} is your own decision: another steward has to confirm it. Nothing was done.`);
    }
    if (reason) return true;
    throw new UserError(
      `${name} is your own decision. As an admin you can confirm it alone, with a reason. Nothing was done.`,
    );
  }

  /** It has to be certain that they are not the first steward. */
  #refuseNobody(byId: string): void {
    if (this.#parts.people.isPerson(byId)) return;
    throw new UserError(
      'Pitwall cannot tell who is using a token: confirm or reject it on Discord, or in the car. Nothing was done.',
    );
  }

  /** @throws UserError for somebody who is involved */
  #settlement(proposal: Proposal, by: Official, isAlone?: true): Settlement {
    const { bench, now } = this.#parts;
    const matter = matterOfProposal(proposal);
    const { byId, despite } = bench.judge(by, matter).sign(matter);
    return { by: by.by, byId, at: now(), reason: by.reason, despite, isAlone };
  }
}
