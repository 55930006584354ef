import type { Groups, Rule } from './rule.ts';
import { carRules } from './rules/cars.ts';
import { joinRules } from './rules/joins.ts';
import { noise } from './rules/noise.ts';
import { serverRules } from './rules/server.ts';
import { wordRules } from './rules/words.ts';

/**
 * What one line of acServer's output says, judged by the line alone; undefined for an unknown line. Whether it may be
 * believed is the reader's business: players choose names and words that look like lines.
 */
export function readLine(line: string): Line | undefined {
  const text = line.length > MAX_LINE ? line.slice(0, MAX_LINE) : line;
  for (const { event, pattern, read } of rules as readonly Rule[]) {
    const match = pattern.exec(text);
    const fields = match && read((match.groups ?? {}) as Groups);
    // The cast holds because event and fields come from the same rule.
    if (fields) return { event, fields } as Line;
  }
  return noise.some((pattern) => pattern.test(text)) ? { event: 'noise', fields: {} } : undefined;
}

/** Characters of a line that are looked at. */
export const MAX_LINE = 64 * 1024;

/** First match wins, so what people wrote comes first: it may look like anything that follows. */
const rules = [...wordRules, ...joinRules, ...carRules, ...serverRules] as const;

export type Line = LineOf<(typeof rules)[number]> | { readonly event: 'noise'; readonly fields: Record<never, never> };
export type FieldsOf<Event extends Line['event']> = Extract<Line, { event: Event }>['fields'];
type LineOf<R> =
  R extends Rule<infer Event, infer Fields> ? { readonly event: Event; readonly fields: NonNullable<Fields> } : never;
