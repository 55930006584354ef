import { createHash } from 'node:crypto';

/** What a decision keeps of the league's rules: two that were decided by the same rules have the same. */
export const rulesVersion = (rules: object): string =>
  createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 8);
