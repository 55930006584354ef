/** What went wrong on our side: logged in full, told by a reference alone. */
import { randomBytes } from 'node:crypto';

export interface FaultLog {
  error(fields: object, message: string): void;
}

export interface Fault {
  /** Six digits that stand in the log and in the answer. */
  readonly reference: string;
  /** For whoever waits for an answer. */
  readonly sentence: string;
}

/** For an error that must be made fit for the log first. */
export function newFault(): Fault {
  const reference = randomBytes(3).toString('hex');
  return { reference, sentence: `Something went wrong in Pitwall; see the log under ${reference}.` };
}

/** Logs a fault under a new reference. */
export function reportFault(log: FaultLog, error: unknown, what: string, more: object = {}): Fault {
  const fault = newFault();
  log.error({ err: error, reference: fault.reference, ...more }, what);
  return fault;
}
