import { createHash } from 'node:crypto';

/** The version of the league's rules that a decision stores: the same for decisions made under the same rules. */
export const rulesVersion = (rules: object): string =>
  createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 8);
