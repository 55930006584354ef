/** What people are told of a fault of ours; the log has its stack under the same reference. */
import { randomBytes } from 'node:crypto';

export const newReference = (): string => randomBytes(3).toString('hex');

export const faultSentence = (reference: string): string =>
  `That went wrong on our side; the log has the details under ${reference}.`;
