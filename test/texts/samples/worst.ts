/** The longest and most hostile values of a text's parameters. */
import { FREE_WORDS, WHEN } from './params.ts';

/** A name as long as a card shows it, full of characters that have a meaning in Discord or in the game. */
const NUISANCE = '@everyone `x` **Ünal** [a](b) /kick !me ł 你好 <@1>'.padEnd(60, 'W');

/** The same parameters, each with the worst and longest value it can have. */
export function worst(params: unknown): unknown {
  if (typeof params === 'string') return FREE_WORDS.includes(params) && params !== WHEN ? NUISANCE : params;
  if (Array.isArray(params)) return params.map(worst);
  if (typeof params !== 'object' || params === null) return params;
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, large(key, worst(value))]));
}

/** Numbers that grow during a season. Those of a fleet's host have a letter: S99999. */
const GROWING: ReadonlySet<string> = new Set(['number', 'penalty', 'incident', 'id', 'convertedInto', 'decision']);

const large = (key: string, value: unknown): unknown => {
  if (typeof value !== 'number') return value;
  if (key === 'document') return 99_999;
  return GROWING.has(key) ? 19_099_999 : value;
};
