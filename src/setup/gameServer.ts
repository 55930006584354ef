/** The game server part of the set-up: its directory, who runs it, and whether its UDP data arrives. */
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Configuration, readConfiguration } from '../acserver/configuration.ts';
import { directoryNear } from '../doctor/look/files.ts';
import { lookAtHttp, lookAtPlugin, type Pair } from '../doctor/look/server.ts';
import { pairInWords } from '../doctor/rows/hearing.ts';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import { ownCommand } from '../kit/ownCommand.ts';
import type { Asker } from './asker.ts';
import { isTaken, type Others, sharedDirectory, sharedPort } from './others.ts';

/** By the keys of servers.ini. */
export type ServerSettings = Readonly<Record<string, string>>;

export interface ServerNeeds {
  readonly asker: Asker;
  readonly clock: Clock;
  /** Folders to look into first. */
  readonly places?: readonly string[] | undefined;
  /** What is set already. */
  readonly known: (key: string) => string | undefined;
  /** The servers that this set-up has already, by their ids. */
  readonly others?: Others;
  readonly heardWithinMs?: number;
}

const USUAL_PAIR = { listen: '127.0.0.1:12000', send: '127.0.0.1:11000' } as const;

/** Where the game's own tools and hosting guides install it. */
const usualPlaces = (): readonly string[] => [
  '.',
  '..',
  join(homedir(), 'assetto', 'server'),
  join(homedir(), 'acserver'),
  join(homedir(), 'Steam/steamapps/common/assettocorsa/server'),
  join(homedir(), '.steam/steam/steamapps/common/assettocorsa/server'),
  '/srv/acserver',
  '/opt/acserver',
  'C:/Program Files (x86)/Steam/steamapps/common/assettocorsa/server',
];

export async function setUpServer(needs: ServerNeeds): Promise<ServerSettings> {
  const who = await askWho(needs);
  if (who === 'acsm') return managersOwn(needs);
  const { directory, configuration } = await askDirectory(needs);
  const isManaged = who === 'managed';
  const base = { SERVER_DIR: directory, ...DIALECTS[who], ...(isManaged ? {} : { MODE: 'external' }) };
  const { plugin } = configuration.cfg;
  const isWritten = who === 'manager' || (await askWriter(needs, { directory, isManaged })) === 'manager';
  const written: ServerSettings = isWritten ? { FILES_WRITTEN_BY: 'manager' } : {};
  const isPairAsked = isWritten && !isManaged;
  const settings: ServerSettings = { ...base, ...written, ...(isPairAsked ? await askPair(needs) : {}) };
  if (!plugin && !isPairAsked) {
    needs.asker.note(
      `${linesToSet(pairOf(USUAL_PAIR))}\nThen restart the game server.`,
      'Its UDP plugin is switched off',
    );
  }
  const pair = isPairAsked ? pairFrom(settings) : plugin ? pairOfCfg(plugin) : pairOf(USUAL_PAIR);
  await listen(needs, pair, { httpPort: configuration.cfg.httpPort, isManaged });
  return settings;
}

const DIALECTS = { managed: {}, external: {}, manager: {}, assettoserver: { DIALECT: 'assettoserver' } } as const;

const askWho = ({ asker, known }: ServerNeeds) =>
  asker.choose({
    flag: 'mode',
    message: 'Who starts and stops the game server?',
    initial: whoNow(known),
    choices: [
      { value: 'managed', label: 'Pitwall', hint: 'by /server start' },
      { value: 'external', label: 'A service, a container or a person' },
      { value: 'manager', label: 'The free server manager, with acServer in it' },
      { value: 'acsm', label: "The commercial server manager's own server" },
      { value: 'assettoserver', label: 'It is an AssettoServer, which somebody else runs' },
    ],
  });

function whoNow(known: ServerNeeds['known']) {
  const [dialect, mode] = [known('DIALECT'), known('MODE')];
  if (dialect === 'acsm' || dialect === 'assettoserver') return dialect;
  if (mode !== 'external') return 'managed';
  return known('FILES_WRITTEN_BY') === 'manager' ? 'manager' : 'external';
}

/**
 * Who writes the files that Pitwall would change. For a server that Pitwall starts, asks only if there is a sign of a
 * manager.
 */
async function askWriter(
  { asker, known }: ServerNeeds,
  { directory, isManaged }: { readonly directory: string; readonly isManaged: boolean },
) {
  const isContentManagers = hasMarksOfContentManager(directory);
  const isKnown = known('FILES_WRITTEN_BY') === 'manager';
  if (isManaged && !isContentManagers && !isKnown) return 'pitwall';
  if (isContentManagers) asker.note('Content Manager has written server_cfg.ini.');
  return asker.choose({
    flag: 'files',
    message: 'Who writes server_cfg.ini and entry_list.ini?',
    initial: isKnown ? 'manager' : 'pitwall',
    choices: [
      { value: 'pitwall', label: 'People, and Pitwall', hint: '/server set and /grid save work' },
      { value: 'manager', label: 'A manager or a panel, again and again', hint: '/server set and /grid save refuse' },
    ],
  });
}

/** Content Manager keeps its own settings there, and disabled ones, under names that begin with __CM_. */
function hasMarksOfContentManager(directory: string): boolean {
  try {
    return /^\[?__CM_/m.test(readFileSync(join(directory, 'cfg', 'server_cfg.ini'), 'utf8'));
  } catch {
    return false;
  }
}

async function askDirectory({ asker, places = usualPlaces(), known, others = new Map() }: ServerNeeds) {
  const isServer = (path: string): boolean => !isTaken(path, others) && !(readAt(path) instanceof UserError);
  const found = known('SERVER_DIR') ?? places.map((place) => resolve(place)).find(isServer);
  const directory = await asker.text({
    flag: 'server-dir',
    message: 'The directory of the game server (with cfg/server_cfg.ini in it):',
    initial: found,
    check: (value) => directoryProblem(value) ?? sharedDirectory(value, others),
  });
  const configuration = readConfiguration(resolve(directory));
  const { name, track, layout, httpPort } = configuration.cfg;
  const where = layout === '' ? track : `${track}, ${layout}`;
  asker.note(
    `${name || 'A server without a name'}: ${where}, ${configuration.entries.slots.length} slots, HTTP port ${httpPort}.`,
  );
  return { directory: resolve(directory), configuration };
}

function directoryProblem(value: string): string | undefined {
  if (value === '') return 'A directory is needed.';
  const read = readAt(value);
  if (!(read instanceof UserError)) return undefined;
  const near = statSync(resolve(value), { throwIfNoEntry: false }) && directoryNear(resolve(value));
  return near && resolve(near) !== resolve(value)
    ? `No cfg/server_cfg.ini in ${value}; it is in ${near}.`
    : read.message;
}

function readAt(path: string): Configuration | UserError {
  try {
    return readConfiguration(resolve(path));
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** The commercial manager writes the files itself, and uses the first plugin interface. */
async function managersOwn(needs: ServerNeeds): Promise<ServerSettings> {
  const settings = { DIALECT: 'acsm', MODE: 'external', ...(await askPair(needs)) };
  await listen(needs, pairFrom(settings), { httpPort: 0, isManaged: false });
  return settings;
}

async function askPair({ asker, known, others = new Map() }: ServerNeeds) {
  asker.note(
    'A manager writes server_cfg.ini anew at each start: in its Server Options, set the address and the local port of a (further) UDP plugin to this pair.',
  );
  const check = (value: string): string | undefined =>
    /^[\w.-]+:\d{1,5}$/.test(value) ? undefined : 'A host and a port, such as 127.0.0.1:12000.';
  const listenAt = await asker.text({
    flag: 'udp-listen',
    message: 'Where it sends to (UDP plugin address):',
    initial: known('UDP_LISTEN') ?? (sharedPort(USUAL_PAIR.listen, others) ? undefined : USUAL_PAIR.listen),
    check: (value) => check(value) ?? sharedPort(value, others),
  });
  const send = await asker.text({
    flag: 'udp-send',
    message: 'Where it listens (host and UDP plugin local port):',
    initial: known('UDP_SEND') ?? USUAL_PAIR.send,
    check,
  });
  return { UDP_LISTEN: listenAt, UDP_SEND: send };
}

/**
 * Repeats until data arrives or the user goes on without it. A managed server that is not running yet is not waited
 * for.
 */
async function listen(
  { asker, clock, heardWithinMs }: ServerNeeds,
  pair: Pair,
  { httpPort, isManaged }: { readonly httpPort: number; readonly isManaged: boolean },
): Promise<void> {
  const http = await lookAtHttp(pair.server.host, httpPort, clock);
  if (http?.state === 'answers') asker.note(`HTTP answers: ${http.name}, ${http.drivers} drivers.`);
  if (isManaged && http?.state !== 'answers') {
    asker.note('It is not running; /server start on Discord starts it.');
    return;
  }
  for (;;) {
    const plugin = await asker.busy(`Listening on ${addressOf(pair.listen)}`, () =>
      lookAtPlugin(pair, { clock, heardWithinMs }),
    );
    if (plugin.isHeard) return asker.note('It is heard over UDP.');
    const why =
      plugin.taken ??
      (plugin.foreignFrom === undefined
        ? `Nothing is heard. ${linesToSet(pair)}\nThen restart the game server.`
        : `Datagrams come from ${plugin.foreignFrom}, expected ${addressOf(pair.server)}.`);
    asker.note(why);
    const choices = [
      { value: 'again', label: 'Listen again' } as const,
      { value: 'skip', label: `Go on without; "${ownCommand('doctor')}" listens later` } as const,
    ];
    const initial = asker.isPerson ? 'again' : 'skip';
    if ((await asker.choose({ flag: 'udp', message: 'What now?', choices, initial })) === 'skip') return;
    if (!asker.isPerson) throw new UserError('Nothing was heard over UDP; .env was not written.');
  }
}

const linesToSet = (pair: Pair): string =>
  `Set ${pairInWords({ listen: addressOf(pair.listen), localPort: pair.server.port })} under [SERVER] in server_cfg.ini.`;

const addressOf = ({ host, port }: Pair['listen']): string => `${host}:${port}`;

const pairOfCfg = ({ listen: at, serverPort }: NonNullable<Configuration['cfg']['plugin']>): Pair => ({
  listen: at,
  server: { host: at.host, port: serverPort },
});

const pairFrom = (settings: ServerSettings): Pair =>
  pairOf({ listen: settings.UDP_LISTEN ?? USUAL_PAIR.listen, send: settings.UDP_SEND ?? USUAL_PAIR.send });

const pairOf = ({ listen: at, send }: { readonly listen: string; readonly send: string }): Pair => ({
  listen: parsed(at),
  server: parsed(send),
});

function parsed(address: string): Pair['listen'] {
  const [host = '', port = ''] = address.split(':');
  return { host, port: Number(port) };
}
