import type { Rig } from './rig.ts';

type Json = Readonly<Record<string, unknown>>;

/** What the window of the existing desktop client shows, taken from frames alone. */
interface Shown {
  /** From the welcome. */
  version: string;
  isRunning: boolean;
  isTrackerRunning: boolean;
  server: Json;
  sessions: Record<string, { laps: number; time: number; active: boolean }>;
  grid: Readonly<Record<string, string>>;
  entries: Readonly<Record<string, string>>;
  lobby: { connected: boolean; timestamp: string };
  /** By slot. */
  drivers: Map<number, string>;
  isGridSaved: boolean;
  /** The client shows this in a box of its own. */
  hasClosedPorts: boolean;
  errors: string[];
}

/**
 * A client that sends and expects what the desktop client of the Python ac-websocket-server does. It throws where that
 * client would fail: on a frame with a key other than `data` or `error`, an error without a text, or numbers sent as
 * strings.
 */
export function desktopClient(rig: Rig) {
  const { socket } = rig.connect();
  const shown: Shown = {
    ...{ version: '', isRunning: false, isTrackerRunning: false, server: {}, sessions: {}, grid: {}, entries: {} },
    ...{ lobby: { connected: false, timestamp: '' }, drivers: new Map(), isGridSaved: false, hasClosedPorts: false },
    errors: [],
  };
  const stumbled: unknown[] = [];
  let frames = 0;
  socket.on('message', (text) => {
    frames += 1;
    try {
      show(shown, JSON.parse(String(text)));
    } catch (error) {
      stumbled.push(error);
    }
  });

  return {
    shown,
    stumbled,
    frames: () => frames,
    press: (...lines: readonly string[]) => {
      for (const line of lines) socket.send(line);
    },
    /** What it sends once connected. */
    greet(password = '') {
      const logon = { username: 'Race Control', password, protocol: '1.0' };
      this.press(`logon: ${JSON.stringify(logon)}`, 'server info', 'server sessions', 'tracker status');
    },
    isOpen: () => socket.readyState === socket.OPEN,
    opened: () => new Promise((resolve) => socket.once('open', resolve)),
  };
}

function show(shown: Shown, frame: Json): void {
  const [key, ...others] = Object.keys(frame);
  if (others.length > 0 || (key !== 'data' && key !== 'error')) throw new Error(`keys ${Object.keys(frame)}`);
  if (key === 'error') showError(shown, (frame.error as Json).msg);
  else showData(shown, frame.data as Json);
}

function showError(shown: Shown, msg: unknown): void {
  if (typeof msg !== 'string') throw new Error('an error without a text');
  shown.errors.push(msg);
  if (msg === 'ERROR,INVALID SERVER,CHECK YOUR PORT FORWARDING SETTINGS') shown.hasClosedPorts = true;
}

function showData(shown: Shown, data: Json): void {
  if (typeof data.msg === 'string') showMessage(shown, data.msg);
  if (data.server) showServer(shown, inner(data.server));
  if (data.sessions) showSessions(shown, data.sessions as Json);
  if (data.session) showSession(shown, inner(data.session));
  if (data.driver) showDriver(shown, data.driver as Json);
  if (data.lobby) showLobby(shown, inner(data.lobby));
  if (data.stracker) shown.isTrackerRunning = (data.stracker as Json).running === true;
  if (data.grid) shown.grid = data.grid as Shown['grid'];
  if (data.entries) shown.entries = data.entries as Shown['entries'];
}

/** An event is nested, an answer is flat; the client accepts both. */
const inner = (value: unknown): Json => ((value as Json).event ?? value) as Json;

function showMessage(shown: Shown, msg: string): void {
  const [, version] = /version (\S+)/.exec(msg) ?? [];
  if (msg.startsWith('Welcome to the Assetto Corsa WebSocket server') && version) shown.version = version;
  if (msg === 'Assetto Corsa server started') shown.isRunning = true;
  if (msg === 'Assetto Corsa server stopped') shown.isRunning = false;
  if (msg === 'Stracker started' || msg.startsWith('stracker is running')) shown.isTrackerRunning = true;
  if (msg === 'Stracker server stopped') shown.isTrackerRunning = false;
  if (msg === 'entry_list_new.ini file update SUCCESS') shown.isGridSaved = true;
}

function showServer(shown: Shown, server: Json): void {
  shown.server = { ...shown.server, ...server };
  if (typeof server.running === 'boolean') shown.isRunning = server.running;
  if (server.sessions) showSessions(shown, server.sessions as Json);
  if (server.lobby) showLobby(shown, server.lobby as Json);
  for (const key of Object.keys((server.entries ?? {}) as Json)) {
    if (!/^\d+$/.test(key)) throw new Error(`a slot is called ${key}`);
  }
}

function showSessions(shown: Shown, sessions: Json): void {
  shown.sessions = {};
  for (const [name, session] of Object.entries(sessions)) {
    if (!['Practice', 'Qualify', 'Race'].includes(name)) throw new Error(`a session is called ${name}`);
    showSession(shown, { type: name, ...(session as Json) });
  }
}

function showSession(shown: Shown, { type, laps, time, active }: Json): void {
  const isFine = typeof laps === 'number' && typeof time === 'number' && typeof active === 'boolean';
  if (!isFine) throw new Error(`laps ${laps}, time ${time}, active ${active}`);
  if (active) for (const other of Object.values(shown.sessions)) other.active = false;
  shown.sessions[String(type)] = { laps, time, active };
}

function showDriver(shown: Shown, { guid, slot, name, msg }: Json): void {
  if (typeof guid !== 'string' || typeof slot !== 'number') throw new Error('a driver without guid or slot');
  if (msg === 'joining') shown.drivers.set(slot, String(name));
}

function showLobby(shown: Shown, lobby: Json): void {
  if (typeof lobby.timestamp !== 'string') throw new Error('a lobby without a timestamp');
  shown.lobby = { connected: lobby.connected === true, timestamp: lobby.timestamp };
}
