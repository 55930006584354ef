/** Faults on our side: logged in full, shown to users only by a reference. */
import { randomBytes } from 'node:crypto';

export interface FaultLog {
  error(fields: object, message: string): void;
}

export interface Fault {
  /** Six hex digits that appear in the log and in the answer. */
  readonly reference: string;
  /** The answer for the user. */
  readonly sentence: string;
}

/** For an error that must be cleaned up before it is logged. */
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
