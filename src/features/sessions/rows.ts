/** The sessions of a server as a table shows them: as they run now, and what the next start changes. */
import type { ConfiguredSession, SessionSection } from '../../acserver/ini/sessions.ts';
import type { SessionFacts, SessionKind } from '../../events/events.ts';

export interface RowSources {
  /** What the file says now, in running order. */
  readonly configured: readonly ConfiguredSession[];
  /** What the running game server was started with; absent when it does not run, or this is unknown. */
  readonly started?: readonly ConfiguredSession[];
  /** What is running. */
  readonly session?: SessionFacts;
}

export interface SessionRow {
  readonly kind: SessionKind;
  /** NAME= of its section. */
  readonly name: string;
  /** 0 in a race by laps. */
  readonly minutes: number;
  /** 0 when timed. */
  readonly laps: number;
  readonly active: boolean;
  /** What the next start of the game server changes, if the file was edited since the last start. */
  readonly next?: NextLength | 'on' | 'off';
}

/** Minutes are 0 in a race by laps, laps are 0 when timed. */
type NextLength = Pick<SessionRow, 'minutes' | 'laps'>;

/** Each session as it runs, or will run until the server stops, with what the next start changes. */
export function sessionRows({ configured, started = configured, session }: RowSources): SessionRow[] {
  const isListed = session?.kind === 'other' || started.some(({ section }) => KIND_OF[section] === session?.kind);
  const known = [
    ...started.map((each) => asStarted(each, session)),
    // The session was disabled in the file, and what the server was started with is unknown.
    ...(session && !isListed ? [asRunning(session)] : []),
  ];
  const rows = known.map((row) => ({ ...row, ...changeOf(row, configured) }));
  const added = configured.filter(({ section }) => !known.some(({ kind }) => kind === KIND_OF[section]));
  return [...rows, ...added.map((each) => ({ ...asStarted(each, undefined), next: 'on' as const }))];
}

const KIND_OF: Readonly<Record<SessionSection, SessionKind>> = {
  BOOK: 'booking',
  PRACTICE: 'practice',
  QUALIFY: 'qualify',
  RACE: 'race',
};

function asStarted(configured: ConfiguredSession, session: SessionFacts | undefined): SessionRow {
  const kind = KIND_OF[configured.section];
  const active = session?.kind === kind;
  return { kind, name: configured.name, ...lengthOf(active ? session : configured), active };
}

const asRunning = (session: SessionFacts): SessionRow => ({
  kind: session.kind,
  name: session.name,
  ...lengthOf(session),
  active: true,
});

/** Laps win over minutes, as in the game. */
const lengthOf = ({ minutes, laps }: NextLength): NextLength => ({ minutes: laps > 0 ? 0 : minutes, laps });

function changeOf(row: SessionRow, configured: readonly ConfiguredSession[]): Pick<SessionRow, 'next'> {
  const later = configured.find(({ section }) => KIND_OF[section] === row.kind);
  if (!later) return { next: 'off' };
  const next = lengthOf(later);
  return next.minutes === row.minutes && next.laps === row.laps ? {} : { next };
}
