import { z } from 'zod';
import { LANGUAGE_CODES } from '../texts/languages.ts';

/** The settings by name, as written. */
export type WrittenSettings = Readonly<Record<string, string>>;

const SNOWFLAKE = /^\d{17,20}$/;
const PORT = /^\d{1,5}$/;
const isPort = (value: string): boolean => PORT.test(value) && Number(value) >= 1 && Number(value) <= 65_535;

export const snowflake = z.string().regex(SNOWFLAKE, 'a Discord id of 17 to 20 digits');
export const snowflakes = z
  .string()
  .transform((value) => value.split(/[\s,;]+/).filter(Boolean))
  .refine((ids) => ids.every((id) => SNOWFLAKE.test(id)), 'Discord ids of 17 to 20 digits, separated by commas');
export const yesOrNo = z.enum(['yes', 'no'], 'yes or no').transform((value) => value === 'yes');
export const port = z.string().refine(isPort, 'a port from 1 to 65535').transform(Number);
export const secret = z.string().min(8, 'at least 8 characters long');
export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .refine(
      (value) => /^\d{1,6}$/.test(value) && Number(value) >= min && Number(value) <= max,
      `a number from ${min} to ${max}`,
    )
    .transform(Number);
/** Host and port. */
export const address = z
  .string()
  .refine((value) => {
    const [host, digits = '', more] = value.split(':');
    return /^\S+$/.test(host ?? '') && isPort(digits) && more === undefined;
  }, 'a host and a port, such as 127.0.0.1:12000')
  .transform((value) => {
    const [host = '', digits = ''] = value.split(':');
    return { host, port: Number(digits) };
  });
/** A command line split into words; words in double quotes may contain blanks. */
export const words = z
  .string()
  .refine((value) => value.split('"').length % 2 === 1, 'a command whose double quotes come in pairs')
  .transform((value) => [...value.matchAll(/"([^"]*)"|\S+/g)].map((match) => match[1] ?? match[0]));

/** A text for drivers in the car, who read only a few lines; `off` for none. */
export const greeting = z
  .string()
  .max(240, 'at most 240 characters, or off')
  .transform((value) => (/^(?:off|no|none)$/i.test(value) ? 'off' : value));

/** Prefixes of lines. */
export const beginnings = z.string().transform((value) =>
  value
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean),
);

/** Trims the values and removes empty ones. */
export function writtenIn(variables: Readonly<Record<string, string | undefined>>): WrittenSettings {
  const trimmed = Object.entries(variables).map(([name, value = '']) => [name, value.trim()] as const);
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
}

const FEW_LETTERS = 3;

/** The existing name that an unknown one probably means. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((known) => ({ known, distance: editDistance(name, known) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= FEW_LETTERS ? best.known : undefined;
}

/** One sentence for a missing or wrong value. The issue's message says what is expected. */
export function problemInWords(
  { path, message }: z.core.$ZodIssue,
  written: WrittenSettings,
  nameOf: (key: string) => string = String,
): string {
  const key = String(path[0]);
  return key in written ? `${nameOf(key)} must be ${message}.` : `${nameOf(key)} is missing: it must be ${message}.`;
}

const LANGUAGES = `one of ${LANGUAGE_CODES.join(', ')}`;

/** A supported language, in any case. */
export const language = z
  .string()
  .transform((written) => LANGUAGE_CODES.find((code) => code.toLowerCase() === written.toLowerCase()))
  .refine((code) => code !== undefined, LANGUAGES);

/** The number of letters to insert, delete or replace to turn `a` into `b` (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...a].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...b].entries()) {
      const [diagonal = 0, above = 0] = row.slice(column, column + 2);
      next.push(Math.min(above + 1, (next[column] ?? 0) + 1, diagonal + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Points for each place, from the first. */
export const points = z
  .string()
  .transform((text) => text.split(',').map((word) => word.trim()))
  .refine(
    (found) => found.every((word) => /^\d{1,4}$/.test(word)),
    'whole numbers for each place from the first, with commas between them',
  )
  .transform((found) => found.map(Number));

const INCIDENT_SESSIONS = ['practice', 'qualify', 'race'] as const;
export type IncidentSession = (typeof INCIDENT_SESSIONS)[number];

const isIncidentSession = (word: string): word is IncidentSession => INCIDENT_SESSIONS.some((each) => each === word);

/** "qualify,race" */
export const incidentSessions = z
  .string()
  .transform((text) => text.split(',').map((word) => word.trim().toLowerCase()))
  .refine((found) => found.every(isIncidentSession), `some of ${INCIDENT_SESSIONS.join(', ')}, with commas between`)
  .transform((found) => found.filter(isIncidentSession));
