/** Reads the league's drivers from roster.csv. */
import { atOnce, type Steps } from '../../kit/pieces.ts';

/** One of the league's drivers. Fields that the file leaves empty are absent. */
export interface RosterEntry {
  /** SteamID64. */
  readonly guid: string;
  /** The name the league uses. */
  readonly name: string;
  /** The car's race number; may begin with zeros. */
  readonly number?: string | undefined;
  readonly team?: string | undefined;
  /** The driver's Discord user id. */
  readonly discordId?: string | undefined;
}

export interface ReadRoster {
  readonly byGuid: ReadonlyMap<string, RosterEntry>;
  /** Drivers whose Discord account is known. */
  readonly byAccount: ReadonlyMap<string, RosterEntry>;
  /** One sentence per row or field that was left out; beyond a hundred, only how many more there are. */
  readonly problems: readonly string[];
}

/** The accepted titles of each column, ignoring case, spaces and punctuation. */
const COLUMNS: Readonly<Record<keyof RosterEntry, readonly string[]>> = {
  guid: ['guid', 'steamid', 'steamid64', 'steam'],
  name: ['name', 'leaguename', 'driver', 'drivername'],
  number: ['number', 'racenumber', 'no', 'nr'],
  team: ['team', 'teamname'],
  discordId: ['discord', 'discordid'],
};

const NAME_LENGTH = 60;
const ROW_LENGTH = 4000;
const MOST_PROBLEMS = 100;

/** @param file the file name used in messages */
export const readRoster = (text: string, file: string): ReadRoster => atOnce(readingRoster(text, file));

/** Like `readRoster`, row by row. */
export function* readingRoster(text: string, file: string): Steps<ReadRoster> {
  const problems = new Problems(file);
  const entries = new Map<string, RosterEntry>();
  const accounts = new Map<string, RosterEntry>();
  let places: Places | undefined;
  for (const { line, fields, isWhole } of rowsOf(text)) {
    yield;
    if (!fields.some((field) => field.trim() !== '')) continue;
    const tell = (what: string): void => problems.add(line, what);
    if (!places) {
      places = placesIn(fields);
      const missing = missingIn(places);
      if (missing !== '') {
        tell(`there is no column ${missing}.`);
        break;
      }
      for (const title of unreadIn(fields, places)) tell(unreadInWords(title));
      continue;
    }
    const known = places;
    if (!isWhole) tell(`a row has at most ${ROW_LENGTH} characters; this row is left out.`);
    const entry = isWhole ? entryOf((column) => fields[known[column] ?? -1]?.trim() ?? '', tell) : undefined;
    if (!entry) continue;
    if (entries.has(entry.guid)) tell(`the GUID ${entry.guid} stands above already; this row is left out.`);
    else entries.set(entry.guid, withOwnAccount(entry, accounts, tell));
  }
  return {
    byGuid: entries,
    byAccount: accounts,
    problems: places ? problems.all() : [`${file} is empty.`],
  };
}

class Problems {
  readonly #file: string;
  readonly #told: string[] = [];
  #more = 0;

  constructor(file: string) {
    this.#file = file;
  }

  add(line: number, what: string): void {
    if (this.#told.length < MOST_PROBLEMS) this.#told.push(`${this.#file}, line ${line}: ${what}`);
    else this.#more += 1;
  }

  all(): readonly string[] {
    return this.#more === 0 ? this.#told : [...this.#told, `${this.#file}: ${this.#more} more like these.`];
  }
}

function entryOf(field: (column: keyof RosterEntry) => string, tell: (what: string) => void): RosterEntry | undefined {
  const [guid, name, discordId] = [field('guid'), field('name'), field('discordId')];
  if (!/^\d{17}$/.test(guid)) {
    tell(`a GUID has 17 digits, not "${shortened(guid)}"; this row is left out.`);
    return undefined;
  }
  if (name === '' || name.length > NAME_LENGTH) {
    tell(`a name has 1 to ${NAME_LENGTH} characters; this row is left out.`);
    return undefined;
  }
  const isAccount = /^\d{17,20}$/.test(discordId);
  if (discordId !== '' && !isAccount) {
    tell(`a Discord id has 17 to 20 digits, not "${shortened(discordId)}"; ${name} is not linked.`);
  }
  return {
    guid,
    name,
    number: field('number') || undefined,
    team: field('team') || undefined,
    discordId: isAccount ? discordId : undefined,
  };
}

/** One account belongs to one driver: the first that has it. */
function withOwnAccount(
  entry: RosterEntry,
  accounts: Map<string, RosterEntry>,
  tell: (what: string) => void,
): RosterEntry {
  const { discordId, name } = entry;
  if (discordId === undefined) return entry;
  const other = accounts.get(discordId);
  if (!other) {
    accounts.set(discordId, entry);
    return entry;
  }
  tell(`the Discord id ${discordId} is that of ${other.name} above; ${name} is not linked.`);
  return { ...entry, discordId: undefined };
}

type Places = Partial<Record<keyof RosterEntry, number>>;

function placesIn(header: readonly string[]): Places {
  const plain = header.map((title) => title.toLowerCase().replace(/[^a-z0-9]/g, ''));
  const found = Object.entries(COLUMNS).map(([column, titles]) => [
    column,
    plain.findIndex((title) => titles.includes(title)),
  ]);
  return Object.fromEntries(found.filter(([, place]) => place !== -1));
}

const unreadInWords = (title: string): string =>
  `the column "${shortened(title)}" is not read; those that are: GUID, name, number, team and Discord ID.`;

/** Titles that name no column, or one that another has named. */
const unreadIn = (header: readonly string[], places: Places): readonly string[] =>
  header.map((title) => title.trim()).filter((title, at) => title !== '' && !Object.values(places).includes(at));

const missingIn = (places: Places): string =>
  (['guid', 'name'] as const)
    .filter((column) => places[column] === undefined)
    .map((column) => (column === 'guid' ? 'GUID' : 'name'))
    .join(' and ');

interface Row {
  /** From 1, as in an editor. */
  readonly line: number;
  readonly fields: readonly string[];
  /** If false, only the beginning of the row was read. */
  readonly isWhole: boolean;
}

/** Fields are separated by comma, semicolon or tab, whichever the first line has; quotes as spreadsheets write them. */
function* rowsOf(text: string): Generator<Row, void> {
  let separator: string | undefined;
  const ends = /\r\n|\r|\n|$/g;
  ends.lastIndex = text.startsWith('\uFEFF') ? 1 : 0;
  for (let line = 1, start = ends.lastIndex; ; line += 1) {
    const end = ends.exec(text);
    const whole = text.slice(start, end?.index);
    const written = whole.slice(0, ROW_LENGTH);
    if (separator === undefined && whole.trim() !== '')
      separator = [';', '\t'].find((each) => written.includes(each)) ?? ',';
    yield { line, fields: fieldsOf(written, separator ?? ','), isWhole: whole.length === written.length };
    if (!end || ends.lastIndex === end.index) return;
    start = ends.lastIndex;
  }
}

function fieldsOf(line: string, separator: string): readonly string[] {
  if (!line.includes('"')) return line.split(separator);
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let index = 0; index < line.length; index++) {
    const character = line[index] ?? '';
    if (isQuoted && character === '"' && line[index + 1] === '"') {
      field += '"';
      index += 1;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) {
      fields.push(field);
      field = '';
    } else field += character;
  }
  return [...fields, field];
}

const shortened = (text: string): string => (text.length <= 40 ? text : `${text.slice(0, 40)}…`);
