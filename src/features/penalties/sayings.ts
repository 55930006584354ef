/** What stewards say of a penalty after it was given: served, not served, withdrawn. */
import type { EventBody } from '../../events/events.ts';
import type { Penalty } from '../../events/penalty.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import { penaltyTexts } from '../../texts/english/penalties.ts';
import { penaltyName } from '../../texts/names.ts';
import type { Bench } from '../judging/bench.ts';
import { type PitRules, secondsInstead } from './conversion.ts';
import { type Decision, fail, serve, withdraw } from './decisions.ts';
import type { Ledger } from './ledger.ts';
import { matterOf } from './matter.ts';
import { type Pressed, refuseSaidBefore } from './saidBefore.ts';

interface SayingParts {
  readonly ledger: Ledger;
  readonly now: () => number;
  readonly pits: PitRules;
  readonly bench: Pick<Bench, 'judge'>;
  readonly decide: (work: () => readonly EventBody[]) => void;
}

export class Sayings {
  readonly #parts: SayingParts;

  constructor(parts: SayingParts) {
    this.#parts = parts;
  }

  withdrawn(number: number, by: Pressed, attempt?: Attempt): void {
    const { ledger } = this.#parts;
    this.#say(number, { command: 'penalty clear', by, attempt }, (penalty, decision) =>
      withdraw(ledger, penalty, decision),
    );
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

  /** Reads, checks and writes in one transaction: of two stewards who press at once, the second hears of the first. */
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
  readonly command: string;
  readonly by: Pressed;
  readonly attempt: Attempt | undefined;
}

/** @throws UserError where the result that a penalty belongs to is final */
function refuseFinal(ledger: Pick<Ledger, 'isFinal'>, penalty: Penalty): void {
  if (!ledger.isFinal(penalty.run, penalty.session)) return;
  const what = `${penaltyName(penalty)} (${penaltyTexts.penaltyState(penalty)})`;
  throw new UserError(`The result ${what} belongs to is final; nothing was changed.`);
}
