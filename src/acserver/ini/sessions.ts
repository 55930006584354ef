import { UserError } from '../../kit/errors.ts';
import type { IniDocument } from './document.ts';
import { readNumber } from './values.ts';

const SESSION_SECTIONS = ['BOOK', 'PRACTICE', 'QUALIFY', 'RACE'] as const;
export type SessionSection = (typeof SESSION_SECTIONS)[number];

export interface ConfiguredSession {
  readonly section: SessionSection;
  /** NAME as the drivers see it; the section's name if the file gives none. */
  readonly name: string;
  readonly minutes: number;
  /** Races only; more than 0 takes precedence over `minutes`. */
  readonly laps: number;
  /** Seconds before the start, races only. */
  readonly waitSeconds: number;
  /** IS_OPEN: 0 closed, 1 open, 2 open until 20 s before the start; undefined if the file does not say. */
  readonly isOpen: number | undefined;
}

interface ConfiguredSessions {
  readonly sessions: readonly ConfiguredSession[];
  readonly disabledSessions: readonly ConfiguredSession[];
}

/** The sessions that will run, and the parked ones, both in running order. Throws UserError for an invalid number. */
export function readSessions(document: IniDocument): ConfiguredSessions {
  const enabled = SESSION_SECTIONS.filter((section) => sectionOf(document, section));
  const parked = SESSION_SECTIONS.filter(
    (section) => !sectionOf(document, section) && parkedSectionOf(document, section),
  );
  return {
    sessions: enabled.map((section) => readSession(document, section, sectionOf(document, section) ?? section)),
    disabledSessions: parked.map((section) =>
      readSession(document, section, parkedSectionOf(document, section) ?? section),
    ),
  };
}

/**
 * The session that somebody means: by section (QUALIFICATION is QUALIFY) or by its NAME, in any case. Throws UserError
 * naming the existing sessions, also if two of them have that NAME.
 */
export function findSession(document: IniDocument, wanted: string): SessionSection {
  const word = wanted.trim().toUpperCase();
  const bySection = SESSION_SECTIONS.find((section) => SPELLINGS[section].includes(word));
  if (bySection) return bySection;
  const { sessions, disabledSessions } = readSessions(document);
  const all = [...sessions, ...disabledSessions];
  const named = all.filter(({ name }) => name.toUpperCase() === word);
  if (named[0] && named.length === 1) return named[0].section;
  const known = all.map(({ section, name }) => `${section} ("${name}")`).join(', ') || 'none';
  const problem =
    named.length > 1 ? `"${wanted}" is the name of ${named.length} sessions` : `No session is called "${wanted}"`;
  throw new UserError(`${problem} in ${document.name}. Its sessions: ${known}.`);
}

export function sectionOf(document: IniDocument, section: SessionSection): string | undefined {
  return SPELLINGS[section].find((spelling) => document.has(spelling));
}

export function parkedSectionOf(document: IniDocument, section: SessionSection): string | undefined {
  return SPELLINGS[section].map(parked).find((spelling) => document.has(spelling));
}

/** Content Manager's section name for a session that is switched off. */
export const parked = (section: string): string => `__CM_${section}_OFF`;

const SPELLINGS: Readonly<Record<SessionSection, readonly string[]>> = {
  BOOK: ['BOOK', 'BOOKING'],
  PRACTICE: ['PRACTICE'],
  QUALIFY: ['QUALIFY', 'QUALIFICATION'],
  RACE: ['RACE'],
};

function readSession(document: IniDocument, section: SessionSection, written: string): ConfiguredSession {
  const number = (key: string) => readNumber(document, written, key, { min: 0 });
  return {
    section,
    name: document.get(written, 'NAME') || section,
    minutes: number('TIME') ?? 0,
    laps: section === 'RACE' ? (number('LAPS') ?? 0) : 0,
    waitSeconds: number('WAIT_TIME') ?? 0,
    isOpen: number('IS_OPEN'),
  };
}
