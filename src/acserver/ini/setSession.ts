import { UserError } from '../../kit/errors.ts';
import type { IniDocument } from './document.ts';
import { readServerCfg, type ServerCfg } from './serverCfg.ts';
import { findSession, parked, parkedSectionOf, type SessionSection, sectionOf } from './sessions.ts';

export type SessionEdit =
  | { readonly kind: 'enable' }
  | { readonly kind: 'disable' }
  | { readonly kind: 'laps'; readonly laps: number }
  | { readonly kind: 'minutes'; readonly minutes: number };

/** One line of the diff. Without a key, the section itself is added or renamed. */
export interface Change {
  readonly section: string;
  readonly key: string | undefined;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * Edits one session, given by section or NAME, and returns what changed (empty: nothing). A disabled session keeps its
 * values in a parked section, so that enabling brings them back. Throws UserError, and leaves the document unchanged,
 * for an unknown session, a number out of range, a change to a disabled session, and for sessions that acServer cannot
 * run.
 */
export function setSession(document: IniDocument, session: string, edit: SessionEdit): readonly Change[] {
  const section = findSession(document, session);
  const before = sessionProblem(readServerCfg(document));
  const trial = document.copy();
  apply(trial, section, edit);
  const problem = sessionProblem(readServerCfg(trial));
  // An earlier problem is not this edit's fault. Refusing would forbid every repair in two steps.
  if (problem && problem !== before) throw new UserError(problem);
  return apply(document, section, edit);
}

/** Why acServer cannot run the configured sessions; undefined if it can. */
export function sessionProblem(cfg: ServerCfg): string | undefined {
  const [first] = cfg.sessions;
  const has = (section: SessionSection) => cfg.sessions.some((session) => session.section === section);
  if (!first) return 'With no session enabled acServer has nothing to run: enable one of PRACTICE, QUALIFY and RACE.';
  if (first.isOpen === 0) {
    return `With ${first.section} (IS_OPEN=0) as the first session acServer may loop for ever: the first one must be open.`;
  }
  if (has('BOOK') && cfg.pickupMode)
    return 'A BOOK session needs PICKUP_MODE_ENABLED=0: acServer takes no bookings in pickup mode.';
  if (has('RACE') && cfg.reversedGridPositions !== 0 && cfg.lockedEntryList && !cfg.pickupMode) {
    return 'acServer crashes before the second race with PICKUP_MODE_ENABLED=0, LOCKED_ENTRY_LIST=1 and REVERSED_GRID_RACE_POSITIONS other than 0.';
  }
  return undefined;
}

/** The protocol carries laps and minutes in 16 bits. */
const MOST = 65535;

const DEFAULTS: Readonly<Record<SessionSection, Readonly<Record<string, string>>>> = {
  BOOK: { NAME: 'Booking', TIME: '10', IS_OPEN: '1' },
  PRACTICE: { NAME: 'Practice', TIME: '10', IS_OPEN: '1' },
  QUALIFY: { NAME: 'Qualify', TIME: '10', IS_OPEN: '1' },
  RACE: { NAME: 'Race', LAPS: '10', WAIT_TIME: '60', IS_OPEN: '1' },
};

function apply(document: IniDocument, section: SessionSection, edit: SessionEdit): Change[] {
  switch (edit.kind) {
    case 'enable':
      return enable(document, section);
    case 'disable':
      return disable(document, section);
    case 'laps':
      return setLaps(document, section, edit.laps);
    case 'minutes':
      return setMinutes(document, section, edit.minutes);
  }
}

function enable(document: IniDocument, section: SessionSection): Change[] {
  if (sectionOf(document, section)) return [];
  const parkedSection = parkedSectionOf(document, section);
  if (parkedSection) return [rename(document, section, parkedSection, section)];
  document.addSection(section);
  const created: Change = { section, key: undefined, before: undefined, after: `[${section}]` };
  return [
    created,
    ...Object.entries(DEFAULTS[section]).flatMap(([key, value]) => setKey(document, section, key, value)),
  ];
}

function disable(document: IniDocument, section: SessionSection): Change[] {
  const written = sectionOf(document, section);
  if (!written) return [];
  // Older values parked under the same name are dropped: enabling must bring back the session's current ones.
  document.removeSection(parked(section));
  return [rename(document, section, written, parked(section))];
}

function setLaps(document: IniDocument, section: SessionSection, laps: number): Change[] {
  if (section !== 'RACE')
    throw new UserError(`Laps can only be set for RACE; ${section} is timed, set its minutes instead.`);
  const written = mustBeEnabled(document, section);
  const changes = setKey(document, written, 'LAPS', inRange(laps, 'laps'));
  return document.get(written, 'TIME') === undefined
    ? changes
    : [...changes, ...setKey(document, written, 'TIME', '0')];
}

function setMinutes(document: IniDocument, section: SessionSection, minutes: number): Change[] {
  const written = mustBeEnabled(document, section);
  const time = inRange(minutes, 'minutes');
  // LAPS above 0 takes precedence over TIME.
  const laps = section === 'RACE' ? setKey(document, written, 'LAPS', '0') : [];
  return [...laps, ...setKey(document, written, 'TIME', time)];
}

function mustBeEnabled(document: IniDocument, section: SessionSection): string {
  const written = sectionOf(document, section);
  if (written) return written;
  if (parkedSectionOf(document, section)) {
    throw new UserError(`${section} is disabled in ${document.name}. Enable it first.`);
  }
  throw new UserError(`${document.name} has no [${section}]. Enabling ${section} adds one.`);
}

function inRange(count: number, unit: 'laps' | 'minutes'): string {
  if (Number.isInteger(count) && count >= 1 && count <= MOST) return String(count);
  throw new UserError(`${count} ${unit} cannot be set: a whole number from 1 to ${MOST} was expected.`);
}

function rename(document: IniDocument, section: SessionSection, from: string, to: string): Change {
  document.renameSection(from, to);
  return { section, key: undefined, before: `[${from}]`, after: `[${to}]` };
}

function setKey(document: IniDocument, section: string, key: string, after: string): Change[] {
  const before = document.get(section, key);
  if (before === after) return [];
  document.set(section, key, after);
  return [{ section, key, before, after }];
}
