// All rules in one list: what a single line says.

import type { LineRule } from './rule.ts';
import { carRules } from './rules/cars.ts';
import { joinRules } from './rules/joins.ts';
import { noise } from './rules/noise.ts';
import { serverRules } from './rules/server.ts';
import { wordRules } from './rules/words.ts';

interface Meaning {
  readonly line: StdoutLine;
  readonly fact?: LineFact | undefined;
}

/**
 * What one line of acServer's output says, judged by the line alone; undefined for an unknown line. The reader decides
 * whether to believe it: players choose names and words that look like lines.
 */
export const readStdoutLine = (text: string): StdoutLine | undefined => meaningOf(text)?.line;

export function meaningOf(text: string): Meaning | undefined {
  const line = text.length > MAX_LINE ? text.slice(0, MAX_LINE) : text;
  for (const { kind, read, tell } of rules as readonly LineRule<string, unknown, unknown>[]) {
    const fields = read(line);
    // Kind, fields and fact come from the same rule. The type of a loop over all rules cannot express this.
    if (fields) return { line: { kind, fields } as StdoutLine, fact: tell?.(fields) as LineFact | undefined };
  }
  return noise.some((pattern) => pattern.test(line)) ? { line: { kind: 'noise', fields: {} } } : undefined;
}

export const MAX_LINE = 64 * 1024;

/** The first match wins, so people's own text comes first: it may look like anything that follows. */
const rules = [...wordRules, ...joinRules, ...carRules, ...serverRules] as const;

export type StdoutLine =
  | LineOf<(typeof rules)[number]>
  | { readonly kind: 'noise'; readonly fields: Record<never, never> };
export type FieldsOf<Kind extends StdoutLine['kind']> = Extract<StdoutLine, { kind: Kind }>['fields'];
export type LineFact = FactIn<(typeof rules)[number]>;

type FactIn<R> = R extends LineRule<string, unknown, infer Fact> ? Fact : never;
type LineOf<R> =
  R extends LineRule<infer Kind, infer Fields, unknown>
    ? { readonly kind: Kind; readonly fields: NonNullable<Fields> }
    : never;
