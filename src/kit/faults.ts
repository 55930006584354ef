/** What went wrong on our side: logged in full, told by a reference alone. */
import { randomBytes } from 'node:crypto';

export interface Fault {
  /** Six digits that stand in the log and in the answer. */
  readonly reference: string;
  /** For whoever waits for an answer. */
  readonly sentence: string;
}

export function newFault(): Fault {
  const reference = randomBytes(3).toString('hex');
  return { reference, sentence: `That went wrong on our side; the log has the details under ${reference}.` };
}
