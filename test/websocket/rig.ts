import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { commands as vocabulary } from '../../commands/index.ts';
import { viewOf } from '../../src/app/serverView.ts';
import type { App, Server } from '../../src/command/app.ts';
import type { Command } from '../../src/command/command.ts';
import { createDispatcher, type Dispatcher } from '../../src/command/dispatch.ts';
import type { EventBody, RaceEvent } from '../../src/events/events.ts';
import type { DriverRow } from '../../src/features/drivers/rows.ts';
import type { EntrySlot } from '../../src/features/grid/actions.ts';
import type { ServerInfo } from '../../src/features/process/info.ts';
import type { SessionRow } from '../../src/features/sessions/rows.ts';
import { createBus } from '../../src/race/bus.ts';
import { emptyState, fold, type RaceState } from '../../src/race/state.ts';
import { openWebsocket, type WebsocketOptions } from '../../src/websocket/server.ts';
import { appOf } from '../fakes/app.ts';
import { fakeAppeals } from '../fakes/appeals.ts';
import { fakeBoard } from '../fakes/board.ts';
import { fakeCalendar } from '../fakes/calendar.ts';
import { fakeCarryOver } from '../fakes/carryOver.ts';
import { FakeClock } from '../fakes/clock.ts';
import { fakeConfiguration } from '../fakes/configuration.ts';
import { fakeControl } from '../fakes/control.ts';
import { fakeDesk } from '../fakes/desk.ts';
import { fakeExtraInfo } from '../fakes/extraInfo.ts';
import { fakeGrid } from '../fakes/grid.ts';
import { fakeIncidents } from '../fakes/incidents.ts';
import { fakeJudging } from '../fakes/judging.ts';
import { fakeLobby } from '../fakes/lobby.ts';
import { fakePenalties } from '../fakes/penalties.ts';
import { fakePoints } from '../fakes/points.ts';
import { fakeResults } from '../fakes/results.ts';
import { fakeRights } from '../fakes/rights.ts';
import { fakeTracker } from '../fakes/tracker.ts';

type Json = Record<string, unknown>;

/** A websocket over fake servers, with everything a test controls. It closes when the test ends. */
export async function openRig(options: Partial<WebsocketOptions> & { app?: App; commands?: readonly Command[] } = {}) {
  const { app = appOf(fakeServer()), commands = vocabulary } = options;
  const clock = new FakeClock(Date.UTC(2022, 6, 22, 10, 42, 32, 877));
  const faults: unknown[] = [];
  const warned: object[] = [];
  const log = {
    error: (fields: object) => void faults.push(fields),
    warn: (fields: object) => void warned.push(fields),
  };
  const bus = createBus((error) => faults.push(error));
  const states = new Map<string, RaceState>();
  const stateOf = (id: string): RaceState => states.get(id) ?? emptyState(1);
  const servers = new Map(
    [...app.servers].map(([id, server]) => [
      id,
      { extraInfo: server.extraInfo, view: () => viewOf(server, () => stateOf(id)) },
    ]),
  );
  const websocket = await openWebsocket({
    hide: String,
    port: 0,
    tokens: {},
    dispatcher: createDispatcher({ commands, app, audit: () => {}, clock, log }),
    buses: new Map([...app.servers.keys()].map((id) => [id, busOf(id)])),
    servers,
    clock,
    log,
    version: '0.1.0',
    ...options,
  });
  const clients: WebSocket[] = [];
  onTestFinished(async () => {
    await websocket.close();
    for (const socket of clients) socket.terminate();
  });

  /** All servers share one bus. Each server's listeners hear only that server. */
  function busOf(id: string) {
    return {
      durable: bus.durable,
      live: (listener: Parameters<typeof bus.live>[0]) =>
        bus.live((event, state) => {
          if (event.server === id) listener(event, state);
        }),
    };
  }

  return {
    address: websocket.address,
    clock,
    faults,
    warned,
    /** Like the feed: updates the state first, then emits the event. */
    publish(body: EventBody, server = 'main') {
      const event: RaceEvent = { at: clock.now(), server, run: 1, session: 1, ...body };
      states.set(server, fold(stateOf(server), event));
      bus.tellLive(event, stateOf(server));
    },
    connect(settings: ClientOptions & { path?: string } = {}) {
      const socket = new WebSocket(`ws://${websocket.address}${settings.path ?? '/'}`, settings);
      clients.push(socket);
      return createClient(socket);
    },
    close: () => websocket.close(),
  };
}

export type Rig = Awaited<ReturnType<typeof openRig>>;

/** A rig with one client that has received its welcome. */
export async function connected(options: Parameters<typeof openRig>[0] = {}) {
  const rig = await openRig(options);
  const client = rig.connect();
  await client.text();
  return { rig, client };
}

function createClient(socket: WebSocket) {
  const frames: string[] = [];
  const readers: ((frame: string) => void)[] = [];
  let gone: { code: number; reason: string } | undefined;
  socket.on('message', (data) => {
    const reader = readers.shift();
    if (reader) reader(String(data));
    else frames.push(String(data));
  });
  socket.on('error', () => {});
  socket.on('close', (code, reason) => {
    gone = { code, reason: String(reason) };
  });
  const text = async (): Promise<string> => frames.shift() ?? new Promise((resolve) => readers.push(resolve));

  return {
    socket,
    /** How many frames have arrived and were not read. */
    unread: () => frames.length,
    opened: () => once(socket, 'open'),
    /** The next frame as raw text. */
    text,
    /** The next frame, parsed. */
    next: async (): Promise<Json> => JSON.parse(await text()),
    send: (line: string | Buffer) => socket.send(line),
    async ask(line: string | Buffer): Promise<Json> {
      socket.send(line);
      return JSON.parse(await text());
    },
    async closed(): Promise<{ code: number; reason: string }> {
      if (!gone) await once(socket, 'close');
      return gone ?? { code: 0, reason: '' };
    },
    /** Status and text of the answer that refused the upgrade. */
    async refused(): Promise<{ status: number | undefined; text: string }> {
      const [, response] = await once(socket, 'unexpected-response');
      let body = '';
      for await (const chunk of response) body += chunk;
      return { status: response.statusCode, text: body };
    },
  };
}

export function fakeServer(facts: Partial<FakeFacts> = {}): Server {
  const { id = 'main', drivers = [], sessions = [], entries = [], info } = facts;
  const told = (): ServerInfo => ({ ...STOPPED, id, ...info });
  const up = (): ServerInfo => ({ ...told(), state: 'running' });
  const parts: Omit<Server, 'view'> = {
    id,
    info: told,
    drivers: () => [...drivers],
    sessions: () => [...sessions],
    start: async () => ({ change: 'started', info: up() }),
    stop: async () => ({ change: 'stopped', info: told() }),
    restart: async () => ({ change: 'restarted', info: up() }),
    configuration: fakeConfiguration(),
    grid: fakeGrid({}, entries),
    lobby: fakeLobby({ server: 'main', standing: 'unknown' }),
    control: fakeControl(),
    tracker: fakeTracker(),
    penalties: fakePenalties(),
    results: fakeResults(),
    calendar: fakeCalendar(),
    carryOver: fakeCarryOver(),
    incidents: fakeIncidents(),
    appeals: fakeAppeals(),
    points: fakePoints(),
    board: fakeBoard(),
    desk: fakeDesk(),
    judging: fakeJudging(),
    extraInfo: fakeExtraInfo(),
    rights: fakeRights(),
    lossOfStopping: () => 'Nobody is on it.',
  };
  return { ...parts, view: () => viewOf(parts, () => emptyState(1)) };
}

interface FakeFacts {
  readonly id: string;
  readonly info: Partial<ServerInfo>;
  readonly drivers: readonly DriverRow[];
  readonly sessions: readonly SessionRow[];
  readonly entries: readonly EntrySlot[];
}

const STOPPED: Omit<ServerInfo, 'id'> = {
  state: 'stopped',
  version: 'v1.15',
  name: 'Sunday Cup',
  track: 'rt_autodrom_most',
  layout: '',
  cars: ['ks_mazda_mx5_cup'],
  slots: 24,
  connected: 0,
  ports: { udp: 9600, tcp: 9600, http: 8081 },
  heard: true,
  limits: [],
};

export const driverRow = (facts: Partial<DriverRow>): DriverRow => ({
  carId: 0,
  name: 'Mark Hannon',
  guid: '9993334455599',
  model: 'bmw_m3_e30',
  skin: 'red',
  loaded: true,
  joinedAt: 0,
  ballastKg: 0,
  restrictorPercent: 0,
  laps: 0,
  ...facts,
});

export const sessionFacts = {
  index: 1,
  kind: 'qualify',
  name: 'Qualify',
  minutes: 10,
  laps: 0,
  track: 'rt_autodrom_most',
  layout: '',
  serverName: 'Sunday Cup',
  ambientC: 21,
  roadC: 27,
  weather: '3_clear',
} as const;

/** A dispatcher that answers every line with the result of `answer`. */
export const fakeDispatcher = (dispatch: Dispatcher['dispatch']): Dispatcher => ({
  commands: [],
  dispatch,
  judge: () => 'allowed',
  formOf: () => undefined,
  suggest: async () => [],
  isPrivate: () => false,
});
