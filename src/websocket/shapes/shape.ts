/** The parts of every shape. */
import type { HelpRow, Renderings, Shown } from '../../command/answer.ts';
import { atLeast, type Role } from '../../command/caller.ts';
import type { ServerView } from '../../command/view.ts';
import type { EventOf, Listeners, SessionKind } from '../../events/events.ts';
import type { DriverRow } from '../../features/drivers/rows.ts';
import type { ServerInfo } from '../../features/process/info.ts';
import type { SessionRow } from '../../features/sessions/rows.ts';
import { plain, type Sentence } from '../../kit/sentence.ts';
import { english } from '../../texts/english/index.ts';
import { explainedIn } from '../../texts/help.ts';

/** One outgoing JSON object. */
export type JsonFrame = Readonly<Record<string, unknown>>;

/**
 * The words and keys of one family of clients, in both directions. The words and keys of the Python ac-websocket-server
 * are only used in this folder.
 */
export interface ClientShape {
  /** These clients' words for our commands. */
  readonly spellings: readonly Spelling[];
  /** The frames that answer a command. Together they are one answer. */
  readonly answers: Renderings<readonly JsonFrame[], [Viewer]>;
  /** The frames for an event. An event that is missing here only goes to subscribers. */
  readonly pushes: Listeners<readonly JsonFrame[], [Viewer]>;
}

interface Spelling {
  readonly theirs: RegExp;
  readonly ours: string;
  /** Frames that these clients expect first, once the command has been carried out. */
  readonly before?: readonly JsonFrame[];
}

/** The recipient of a frame. */
export interface Viewer {
  readonly role: Role;
  /** Undefined if there is no such server. */
  viewOf(server: string): ServerView | undefined;
}

export const message = (text: Sentence): JsonFrame => ({ data: { msg: plain(text) } });
export const failure = (sentence: Sentence): JsonFrame => ({ error: { msg: plain(sentence) } });

export const helpFrame = (commands: readonly HelpRow[]): JsonFrame => ({
  data: { msg: commands.map(helpLine).join('\n'), commands },
});

const helpLine = (row: HelpRow): string => `${row.usage}: ${explainedIn(english, row)}`;

/** What this role may see about a driver. */
export const shownTo = (role: Role): Shown => ({
  guids: atLeast(role, 'steward'),
  addresses: atLeast(role, 'admin'),
});

/** The parts of a driver that the shapes use. */
export type LegacyRow = Pick<
  DriverRow,
  'carId' | 'name' | 'guid' | 'model' | 'ballastKg' | 'restrictorPercent' | 'address'
>;

/** A driver as in the README. What the viewer may not see is blank: clients rely on the keys. */
export function driverFields({ name, guid, model, ballastKg, address }: LegacyRow, show: Shown) {
  const seen = show.addresses ? address : undefined;
  return {
    name,
    host: seen?.host ?? '',
    port: seen?.port ?? 0,
    car: model,
    guid: show.guids ? guid : '',
    ballast: ballastKg,
    // The original keeps the last message about a driver, which for a connected driver is this one.
    msg: 'joining',
  };
}

/** The server that has just come up. */
export function startedInfo({ version, at }: EventOf<'serverStarted'>, { info }: ServerView): ServerInfo {
  return { ...info, version: version ?? info.version, startedAt: info.startedAt ?? at };
}

/** A driver who has just joined. Only the server's own list knows their address. */
export function joinedRow({ driver, model }: EventOf<'driverJoined'>, view: ServerView | undefined): LegacyRow {
  const rows = view?.drivers ?? [];
  const known = rows.find(({ carId, guid }) => carId === driver.carId && guid === driver.guid);
  return known ?? { ...driver, model, ballastKg: 0, restrictorPercent: 0 };
}

/** For a driver who left, only the name is sent. */
export const goneRow = ({ driver: { name } }: EventOf<'driverLeft'>): LegacyRow => ({
  carId: 0,
  name,
  guid: '',
  model: '',
  ballastKg: 0,
  restrictorPercent: 0,
});

export const sessionFields = ({ kind, name, laps, minutes, next }: Omit<SessionRow, 'active'>) => ({
  type: SESSION_TYPES[kind] || name,
  laps,
  time: minutes,
  msg: next === undefined ? '' : english.sessionNext({ next }),
});

const SESSION_TYPES: Readonly<Record<SessionKind, string>> = {
  booking: 'Booking',
  practice: 'Practice',
  qualify: 'Qualify',
  race: 'Race',
  other: '',
};

/** "QUALIFY" and "qualify" get the key "Qualify", as in the original. */
const sessionKey = ({ name, kind }: Pick<SessionRow, 'name' | 'kind'>): string => {
  const said = name || SESSION_TYPES[kind];
  const [first = ''] = said;
  return first.toUpperCase() + said.slice(first.length).toLowerCase();
};

/**
 * A map by name that keeps every row: a name that is already taken gets a suffix.
 *
 * `Object.fromEntries` treats `__proto__` as an ordinary key.
 */
function byName<T, F>(
  rows: readonly T[],
  { key, suffix, fields }: { key(row: T): string; suffix(row: T): string; fields(row: T): F },
): Readonly<Record<string, F>> {
  const map = new Map<string, F>();
  for (const row of rows) {
    let name = key(row);
    while (map.has(name)) name += suffix(row);
    map.set(name, fields(row));
  }
  return Object.fromEntries(map);
}

export const driversByName = <T extends LegacyRow, F>(rows: readonly T[], fields: (row: T) => F) =>
  byName(rows, { key: ({ name }) => name, suffix: ({ carId }) => ` (car ${carId})`, fields });

export const sessionsByName = <F>(rows: readonly SessionRow[], fields: (row: SessionRow) => F) =>
  byName(rows, { key: sessionKey, suffix: () => ' (again)', fields });

/** "2022-07-22 10:42:32.877 +0000 UTC", the format of acServer's banner; empty before the first start. */
export const timestamp = (at: number | undefined): string =>
  at === undefined ? '' : `${new Date(at).toISOString().slice(0, -1).replace('T', ' ')} +0000 UTC`;

/** "20220722_104232", in UTC; empty before the first start. */
export const compactTimestamp = (at: number | undefined): string =>
  at === undefined ? '' : new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
