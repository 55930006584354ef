/** What roster.csv says of the league's drivers. */

/** One of the league's drivers. What the file leaves empty is absent. */
export interface RosterEntry {
  /** SteamID64. */
  readonly guid: string;
  /** As the league calls them. */
  readonly name: string;
  /** On the car; may begin with zeros. */
  readonly number?: string | undefined;
  readonly team?: string | undefined;
  /** The id of their account. */
  readonly discordId?: string | undefined;
}

export interface ReadRoster {
  readonly entries: readonly RosterEntry[];
  /** One sentence a row that was left out, or of which a field was. */
  readonly problems: readonly string[];
}

/** By what each column may be called, capitals, blanks and signs aside. */
const COLUMNS: Readonly<Record<keyof RosterEntry, readonly string[]>> = {
  guid: ['guid', 'steamid', 'steamid64', 'steam'],
  name: ['name', 'leaguename', 'driver', 'drivername'],
  number: ['number', 'racenumber', 'no', 'nr'],
  team: ['team', 'teamname'],
  discordId: ['discord', 'discordid'],
};

const NAME_LENGTH = 60;

/** @param file how sentences call it */
export function readRoster(text: string, file: string): ReadRoster {
  const rows = rowsOf(text);
  const [header, ...others] = rows;
  if (!header) return { entries: [], problems: [`${file} is empty.`] };
  const places = placesIn(header.fields);
  const missing = (['guid', 'name'] as const).filter((column) => places[column] === undefined);
  if (missing.length > 0) {
    const columns = missing.map((column) => (column === 'guid' ? 'GUID' : 'name')).join(' and ');
    return { entries: [], problems: [`${file}, line ${header.line}: there is no column ${columns}.`] };
  }
  const entries = new Map<string, RosterEntry>();
  const accounts = new Map<string, RosterEntry>();
  const problems: string[] = [];
  for (const { line, fields } of others) {
    const tell = (what: string): void => void problems.push(`${file}, line ${line}: ${what}`);
    const entry = entryOf((column) => fields[places[column] ?? -1]?.trim() ?? '', tell);
    if (!entry) continue;
    if (entries.has(entry.guid)) tell(`the GUID ${entry.guid} stands above already; this row is left out.`);
    else entries.set(entry.guid, withOwnAccount(entry, accounts, tell));
  }
  return { entries: [...entries.values()], problems };
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

/** One account is one driver: the first that has it. */
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

function placesIn(header: readonly string[]): Partial<Record<keyof RosterEntry, number>> {
  const plain = header.map((title) => title.toLowerCase().replace(/[^a-z0-9]/g, ''));
  const found = Object.entries(COLUMNS).map(([column, titles]) => [
    column,
    plain.findIndex((title) => titles.includes(title)),
  ]);
  return Object.fromEntries(found.filter(([, place]) => place !== -1));
}

interface Row {
  /** From 1, as an editor counts. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** Comma, semicolon or tab between fields, whichever the first line has; quotes as spreadsheets write them. */
function rowsOf(text: string): readonly Row[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const [first = ''] = lines.filter((line) => line.trim() !== '');
  const separator = [';', '\t'].find((each) => first.includes(each)) ?? ',';
  return lines
    .map((line, index) => ({ line: index + 1, fields: fieldsOf(line, separator) }))
    .filter(({ fields }) => fields.some((field) => field.trim() !== ''));
}

function fieldsOf(line: string, separator: string): readonly string[] {
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
