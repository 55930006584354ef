/** Determines the outcome of acts that an earlier process did not finish. */
import type { Step } from '../kit/attempt.ts';
import type { Clock } from '../kit/clock.ts';
import { sleep } from '../kit/wait.ts';
import type { Store } from '../store/store.ts';
import { type Audit, type AuditRow, auditOf, isOver, type KeptStep, unfinishedIn } from './audit.ts';
import { fateInWords } from './fate.ts';

/** A game server that is stopping or changing its session may take as long as Pitwall normally waits for it. */
const PATIENCE_MS = 5000;
const LOOK_MS = 250;

export interface UnfinishedParts {
  readonly store: Store;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
  /** Whether a step's effect is visible on its server now. */
  readonly isShown: (server: string | undefined, step: KeptStep) => Promise<boolean>;
}

/** The acts that an earlier process had begun. None of them is carried out again. */
export class UnfinishedActs {
  readonly #parts: UnfinishedParts;
  readonly #left: readonly AuditRow[];
  #settled: Promise<void> | undefined;

  /** Created before any command can be given, so everything found here is from an earlier process. */
  constructor(parts: UnfinishedParts) {
    this.#parts = parts;
    this.#left = unfinishedIn(parts.store);
  }

  /** Call once past events have been read and the game servers are being listened to. Never rejects. */
  settle(): Promise<void> {
    this.#settled ??= Promise.all(this.#left.map((row) => this.#settleOne(row))).then(() => {});
    return this.#settled;
  }

  /** The answer for somebody still waiting for the act; undefined if it was never stored. */
  async fateOf(act: string): Promise<string | undefined> {
    await this.settle();
    const row = auditOf(this.#parts.store, act);
    return row && told(row);
  }

  async #settleOne(row: AuditRow): Promise<void> {
    const { audit, log } = this.#parts;
    try {
      const steps = await this.#looked(row);
      audit({ ...row, steps, outcome: outcomeOf(steps), reason: fateInWords(steps) });
    } catch (err) {
      log.error({ err, command: row.command }, 'what became of a command could not be found out');
    }
  }

  async #looked(row: AuditRow): Promise<readonly KeptStep[]> {
    for (const end = this.#parts.clock.monotonic() + PATIENCE_MS; ; await sleep(this.#parts.clock, LOOK_MS)) {
      const steps = impliedBy(await Promise.all(row.steps.map((step) => this.#look(row, step))));
      const isOpen = steps.some(({ isDone, proof }) => isDone !== true && proof !== undefined);
      if (!isOpen || this.#parts.clock.monotonic() >= end) return steps;
    }
  }

  async #look({ server }: AuditRow, step: KeptStep): Promise<KeptStep> {
    if (step.isDone || step.proof === undefined) return step;
    return (await this.#parts.isShown(server, step)) ? { ...step, isDone: true } : step;
  }
}

/** Steps are sequential: if one was carried out, so were those before it. */
function impliedBy(steps: readonly KeptStep[]): readonly KeptStep[] {
  const lastDone = steps.findLastIndex(({ isDone }) => isDone === true);
  return steps.map((step, index) => (index < lastDone && isCertain(step) ? { ...step, isDone: true } : step));
}

/** A step that has a proof, but shows no effect, stays open. */
const isCertain = ({ proof }: Step): boolean => proof === undefined;

function outcomeOf(steps: readonly KeptStep[]): AuditRow['outcome'] {
  if (steps.length === 0) return 'not done';
  const isWhole = steps.every(({ isDone }) => isDone === true) && steps.at(-1)?.next === undefined;
  return isWhole ? 'done' : 'unknown';
}

function told(row: AuditRow): string {
  const { outcome, reason = '', steps } = row;
  if (!isOver(row)) return fateInWords(steps);
  switch (outcome) {
    case 'done':
      return reason === '' ? 'Pitwall restarted before it could answer, but this was done.' : reason;
    case 'denied':
    case 'refused':
      return reason;
    case 'failed':
      return `Something went wrong in Pitwall; see the log under ${reason}.`;
    default:
      return reason;
  }
}
