import { createServer } from 'node:http';
import { entryPage } from './entryPage.ts';
import { elapsedMs, presentSlots, shownIndex, type World } from './world.ts';

export interface HttpOptions {
  world(): World;
  print(lines: readonly string[]): void;
  port: number;
}

/**
 * The pages of acServer's HTTP port. If the port is taken, the server says so and goes on without them, like the real
 * one.
 */
export function openHttp({ world, print, port }: HttpOptions): { close(): void } {
  const server = createServer((request, response) => {
    const page = pageOf(world(), (request.url ?? '/').replaceAll('%7C', '|'));
    print(page.lines);
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    response.end(page.body);
  });
  server.on('error', () => print([`listen tcp :${port}: bind: address already in use`]));
  server.listen(port, '127.0.0.1');
  return {
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The body for a path, and the log lines of the request. Unknown paths give an empty body and status 200. */
export function pageOf(world: World, path: string): { body: string; lines: string[] } {
  const lines = [`PAGE: ${path}`];
  if (path === '/INFO') {
    const info = infoOf(world);
    return { body: JSON.stringify(info), lines: [...lines, 'REQ', goStruct(info), goStruct(info)] };
  }
  if (path.startsWith('/JSON|')) {
    const body = JSON.stringify(carsOf(world, path.slice('/JSON|'.length)));
    return { body, lines: [...lines, 'Serve JSON took 1 ms'] };
  }
  return { body: path === '/ENTRY' ? entryPage(world) : '', lines };
}

function infoOf(world: World) {
  const { config, session } = world;
  const minutes = session?.timeMinutes ?? 0;
  return {
    ip: '',
    port: config.tcpPort,
    cport: config.httpPort,
    name: config.name,
    clients: presentSlots(world).length,
    maxclients: config.maxClients,
    track: [config.track, config.trackConfig].filter(Boolean).join('-'),
    cars: config.cars,
    timeofday: config.sunAngle,
    /** The index, not the type. */
    session: shownIndex(world),
    sessiontypes: config.sessions.map(({ type }) => type),
    durations: config.sessions.map(({ laps, minutes }) => laps || minutes),
    /** Seconds; negative while the result is shown. */
    timeleft: minutes * 60 - Math.round(elapsedMs(world) / 1000),
    country: ['na', 'na'],
    pass: config.password !== '',
    timestamp: 0,
    json: null,
    l: false,
    pickup: true,
    tport: config.tcpPort,
    timed: session?.sessionType === 3 && session.laps === 0,
    extra: false,
    pit: false,
    inverted: 0,
  };
}

const carsOf = ({ slots }: World, guid: string) => ({
  Cars: slots.map(({ entry, driver, isLoaded }) => ({
    Model: driver?.model ?? entry.model,
    Skin: driver?.skin ?? entry.skin,
    DriverName: driver?.name ?? entry.driverName,
    DriverTeam: driver?.team ?? entry.team,
    DriverNation: '',
    IsConnected: isLoaded,
    IsRequestedGUID: driver !== undefined && driver.guid === guid,
    IsEntryList: true,
  })),
});

/** How Go prints a struct: values without names, lists in brackets. */
const goStruct = (value: object): string => `{${Object.values(value).map(goValue).join(' ')}}`;

function goValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goValue).join(' ')}]`;
  if (value === null) return '<nil>';
  if (typeof value === 'object') return goStruct(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
