/** Decisions of stewards about a penalty already given: served, not served, withdrawn. */
import type { EventBody } from '../../events/events.ts';
import type { Penalty } from '../../events/penalty.ts';
import type { Proposal } from '../../events/proposal.ts';
import { seenOf } from '../../events/standing.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import type { NamedCommand } from '../../kit/sentence.ts';
import { penaltyTexts } from '../../texts/english/penalties.ts';
import { penaltyName } from '../../texts/names.ts';
import type { Bench, Judge } from '../judging/bench.ts';
import type { Deed, Panel } from '../judging/panel.ts';
import { type PitRules, secondsInstead } from './conversion.ts';
import { type Decision, fail, serve, withdraw } from './decisions.ts';
import type { Ledger } from './ledger.ts';
import { matterOf } from './matter.ts';
import { moved } from './penalty.ts';
import { type Pressed, refuseSaidBefore } from './saidBefore.ts';

interface SayingParts {
  readonly ledger: Ledger;
  readonly now: () => number;
  readonly pits: PitRules;
  readonly bench: Pick<Bench, 'judge'>;
  readonly panel: Panel;
  readonly decide: (work: () => readonly EventBody[]) => void;
}

export class Sayings {
  readonly #parts: SayingParts;

  constructor(parts: SayingParts) {
    this.#parts = parts;
  }

  /** @returns the proposal that a second steward has to confirm first; undefined if it is withdrawn at once */
  withdrawn(number: number, by: Pressed, attempt?: Attempt): Proposal | undefined {
    const { panel } = this.#parts;
    let proposal: Proposal | undefined;
    this.#say(number, { command: 'penalty clear', by, attempt }, (penalty, decision) => {
      const deed = this.#deedOf(penalty, by.reason);
      panel.refuseProposed(decision.judge, (open) => open.replaces === number);
      if (!panel.mustPropose(decision.judge, deed)) return this.#withdrawn(penalty, decision, deed);
      // A withdrawal that is not possible is not proposed.
      moved(penalty, 'withdraw');
      const proposed = panel.propose(decision.judge, deed);
      proposal = proposed.proposal;
      return proposed.bodies;
    });
    return proposal;
  }

  /** Carries out what one steward proposed and another confirmed. */
  confirmed({ penalty: number = 0, seen, reason = '', numbers }: Proposal, judge: Judge, attempt?: Attempt): void {
    const { ledger, decide, now, panel } = this.#parts;
    decide(() => {
      const penalty = ledger.get(number);
      const { server } = penalty;
      panel.refuseProposed(judge, () => false);
      refuseFinal(ledger, penalty);
      const saying = { server, number, command: 'penalty clear' } as const;
      refuseSaidBefore(ledger.decisions.ofPenalty(number), { by: judge.by, seen }, saying);
      attempt?.done(`the decision about ${penaltyName(penalty)}`);
      const decision: Decision = { at: now(), judge, reason, number: numbers[0] };
      return this.#withdrawn(penalty, decision, this.#deedOf(penalty, reason));
    });
  }

  #withdrawn(penalty: Penalty, decision: Decision, deed: Deed): readonly EventBody[] {
    const { ledger, panel } = this.#parts;
    const bodies = withdraw(ledger, penalty, decision);
    const row = ledger.decisions.ofPenalty(penalty.number).at(-1);
    return [...bodies, ...panel.written(decision.judge, deed, row ? [row.number] : [])];
  }

  #deedOf(penalty: Penalty, reason: string | undefined): Deed {
    const { ledger } = this.#parts;
    const { number, run, session, driver } = penalty;
    const { incident } = matterOf(ledger, penalty);
    const seen = seenOf(ledger.decisions.ofPenalty(number));
    const about = { run, session, incident, drivers: [driver] };
    return { deed: 'clear', ...about, says: 'withdrawn', penalty: number, replaces: number, seen, reason };
  }

  served(number: number, by: Pressed, attempt?: Attempt): void {
    const { ledger } = this.#parts;
    this.#say(number, { command: 'penalty served', by, attempt }, (penalty, decision) =>
      serve(ledger, penalty, decision),
    );
  }

  notServed(number: number, by: Pressed, attempt?: Attempt): void {
    const { ledger, pits } = this.#parts;
    this.#say(number, { command: 'penalty not_served', by, attempt }, (penalty, decision) =>
      fail(ledger, penalty, { seconds: secondsInstead(penalty, pits), cause: 'penalty not served' }, decision),
    );
  }

  /** Reads, checks and writes in one transaction: if two stewards press at once, the second is told about the first. */
  #say(number: number, { command, by: pressed, attempt }: Saying, work: Work): void {
    const { ledger, decide, now, bench } = this.#parts;
    const { reason = '', replaces } = pressed;
    decide(() => {
      const penalty = ledger.get(number);
      const { server } = penalty;
      const judge = bench.judge(pressed, matterOf(ledger, penalty));
      refuseFinal(ledger, penalty);
      refuseSaidBefore(ledger.decisions.ofPenalty(number), pressed, { server, number, command });
      const bodies = work(penalty, { at: now(), judge, reason, replaces });
      attempt?.done(`the decision about ${penaltyName(penalty)}`);
      return bodies;
    });
  }
}

type Work = (penalty: Penalty, decision: Decision) => readonly EventBody[];

interface Saying {
  readonly command: NamedCommand;
  readonly by: Pressed;
  readonly attempt: Attempt | undefined;
}

/** @throws UserError if the result that the penalty belongs to is final */
function refuseFinal(ledger: Pick<Ledger, 'isFinal'>, penalty: Penalty): void {
  if (!ledger.isFinal(penalty.run, penalty.session)) return;
  const what = `${penaltyName(penalty)} (${penaltyTexts.penaltyState(penalty)})`;
  throw new UserError(`The result ${what} belongs to is final; nothing was changed.`);
}
