import { basename } from 'node:path';
import { parse } from 'ini';
import { messageOf, UserError } from '../kit/errors.ts';
import { type EdgeServerConfig, readEdgeServer } from './edgeServers.ts';
import { readText } from './readText.ts';
import { type AnyServerConfig, readServer, SERVER_KEYS, serverId, type WrittenServer } from './server.ts';
import { nearest, type WrittenSettings, writtenIn } from './values.ts';

/** The file that describes several game servers, one section each. */
export interface ServersFile {
  /** The name in messages: "servers.ini". */
  readonly name: string;
  readonly text: string;
}

/** The named file, which must exist; otherwise servers.ini, if there is one. */
export function openServersFile(named: string | undefined): ServersFile | undefined {
  const path = named?.trim() || DEFAULT;
  try {
    return { name: basename(path), text: readText('servers.ini', path) };
  } catch (error) {
    if (path === DEFAULT && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof UserError) throw error;
    throw new UserError(`SERVERS_FILE ${path} cannot be read: ${messageOf(error)}.`);
  }
}

/** Every server in the file, and one sentence per problem. */
export function readServersFile({ name, text }: ServersFile): {
  readonly servers: readonly AnyServerConfig[];
  /** Servers on edges, in a hub's file. */
  readonly edgeServers: readonly EdgeServerConfig[];
  readonly problems: readonly string[];
} {
  const parsed = Object.entries<unknown>(parse(text.replace(/^\uFEFF/, '')));
  const strays = parsed.filter(([, value]) => !isSection(value)).map(([key]) => key);
  const sections = parsed.flatMap(([id, value]) => (isSection(value) ? [readSection(id, value, name)] : []));
  const servers = sections.flatMap(({ server }) => server ?? []);
  const edgeServers = sections.flatMap(({ edgeServer }) => edgeServer ?? []);
  return {
    servers,
    edgeServers,
    problems: [
      ...strays.map((key) => `${name}: ${key} is outside any section; each server has its own section, such as [gt3].`),
      ...(sections.length === 0 ? [`${name} describes no server: a section such as [gt3] was expected.`] : []),
      ...sections.flatMap(({ problems }) => problems),
      ...twice(servers, name),
      ...channelsTwice([...servers, ...edgeServers], name),
    ],
  };
}

const DEFAULT = 'servers.ini';

type Section = Readonly<Record<string, unknown>>;

const isSection = (value: unknown): value is Section =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readSection(id: string, section: Section, file: string): ReadSection {
  const entries = Object.entries(section);
  const unknown = entries.filter(([key]) => !KEYS.includes(key)).map(([key]) => key);
  const parts = entries.filter(([key, value]) => KEYS.includes(key) && typeof value === 'object');
  // The parser turns `true` and the like into values; here they must stay words.
  const known = entries.filter(([key, value]) => KEYS.includes(key) && typeof value !== 'object');
  const written = writtenIn(Object.fromEntries(known.map(([key, value]) => [key, String(value)])));
  const { server, edgeServer, problems } = serverIn({ id, written, nameOf: (key) => key });
  const inside = [
    ...unknown.map((key) => unknownKey(key, written)),
    ...parts.map(([key]) => `${key} must be one text.`),
    ...problems,
  ];
  const all = [
    ...(serverId.safeParse(id).success ? [] : [`${file}: the name [${id}] must be ${ID_FORM}.`]),
    ...inside.map((problem) => `${file}, [${id}]: ${problem}`),
  ];
  return all.length === 0 ? { server, edgeServer, problems: all } : { problems: all };
}

/** One of the two servers, or problems. */
interface ReadSection {
  readonly server?: AnyServerConfig | undefined;
  readonly edgeServer?: EdgeServerConfig | undefined;
  readonly problems: readonly string[];
}

function serverIn(section: WrittenServer): ReadSection {
  if (!('EDGE' in section.written)) return readServer(section);
  const { server: edgeServer, problems } = readEdgeServer(section);
  return { edgeServer, problems };
}

/** The keys that a section may have. */
const KEYS = ['EDGE', ...SERVER_KEYS];

const ID_FORM = 'up to 32 lower-case letters, digits, - or _';

function unknownKey(key: string, written: WrittenSettings): string {
  const meant = nearest(
    key.toUpperCase(),
    KEYS.filter((known) => !(known in written)),
  );
  return `${key} is no setting${meant ? `; did you mean ${meant}?` : '.'}`;
}

/** Reports values that two servers cannot share. */
function twice(servers: readonly AnyServerConfig[], file: string): string[] {
  return servers.flatMap((server, index) => {
    const others = servers.slice(0, index);
    const sharing = <T>(of: (server: AnyServerConfig) => T | undefined): AnyServerConfig | undefined =>
      others.find((other) => of(server) !== undefined && of(other) === of(server));
    const directory = sharing((each) => each.directory);
    const port = sharing((each) => each.udp?.listen.port);
    return [
      ...(directory
        ? [`${file}: [${directory.id}] and [${server.id}] have the same SERVER_DIR; each needs its own.`]
        : []),
      ...(port
        ? [`${file}: [${port.id}] and [${server.id}] have the same port in UDP_LISTEN; each needs its own.`]
        : []),
    ];
  });
}

function channelsTwice(servers: readonly Pick<AnyServerConfig, 'channelIds'>[], file: string): string[] {
  return servers.flatMap(({ channelIds = [] }, index) => {
    const others = servers.slice(0, index);
    const channel = channelIds.find((id) => others.some((other) => other.channelIds?.includes(id)));
    return channel === undefined ? [] : [`${file}: the channel ${channel} can stand in CHANNELS of one server only.`];
  });
}
