import type { Shown } from '../../command/answer.ts';
import type { SessionFacts } from '../../events/events.ts';
import type { ServerInfo } from '../../features/process/info.ts';
import type { SessionRow } from '../../features/sessions/rows.ts';
import { newerText } from './configuration.ts';
import { entriesByKey, gridAnswers, NEWER_WORDS } from './grid.ts';
import { incidentAnswers } from './incidents.ts';
import { lobbyFields, lobbyFrames, lobbyPushes } from './lobby.ts';
import { penaltyAnswers } from './penalties.ts';
import { newerProcessFrames } from './process.ts';
import {
  commonAnswers,
  driverFields,
  driversByName,
  type Frame,
  goneRow,
  joinedRow,
  type LegacyRow,
  message,
  type Shape,
  sessionFields,
  sessionsByName,
  shownTo,
  startedInfo,
  timestamp,
  type Viewer,
} from './shape.ts';
import { trackerFrames } from './tracker.ts';

/** The shape of the newer clients, which introduce themselves with `logon: {...}`. */
export const logonShape: Shape = {
  spellings: [
    { theirs: /^server\s+session(?=\s|$)/i, ours: 'server set' },
    // Pitwall writes with every change, so there is nothing left to write, and nothing unwritten to drop.
    { theirs: /^server\s+configuration\s+write$/i, ours: 'server info', before: [message('Wrote cfg/server_cfg.ini')] },
    { theirs: /^server\s+configuration(?:\s.*)?$/i, ours: 'server info' },
  ],

  answers: (viewer) => ({
    ...commonAnswers,
    process: newerProcessFrames,
    lobby: lobbyFrames,
    tracker: trackerFrames,
    ...penaltyAnswers,
    ...incidentAnswers,
    ...gridAnswers(NEWER_WORDS),
    info: ({ info }) => [{ data: { server: serverFields(info, viewer) } }],
    drivers: ({ drivers, show }) => [{ data: { drivers: driversByName(drivers, present(show)) } }],
    sessions: ({ sessions }) => [{ data: { sessions: sessionsByName(sessions, configured) } }],
    configuration: (change) => [message(newerText(change))],
  }),

  pushes: ({ role, app }) => ({
    serverStarted: (event) => {
      const info = startedInfo(event, app);
      return info ? [{ data: { server: { event: starting(info) } } }] : [];
    },
    ...lobbyPushes({ role, app }),
    sessionStarted: ({ facts }) => [{ data: { session: { event: running(facts) } } }],
    driverJoined: (event) => [{ data: { driver: present(shownTo(role))(joinedRow(event, app)) } }],
    driverLeft: (event) => [{ data: { driver: { ...present(shownTo(role))(goneRow(event)), msg: 'leaving' } } }],
  }),
};

function serverFields(info: ServerInfo, { app, role }: Viewer): Frame {
  const server = app.servers.get(info.id);
  return {
    ...PROCESS,
    version: info.version ?? 'n/a',
    timestamp: timestamp(info.startedAt),
    name: info.name,
    track: info.track,
    cars: info.cars.join(';'),
    http_port: String(info.ports.http),
    tcp_port: String(info.ports.tcp),
    udp_port: String(info.ports.udp),
    drivers: driversByName(server?.drivers() ?? [], present(shownTo(role))),
    entries: entriesByKey(server?.grid.entries() ?? [], shownTo(role), NEWER_WORDS.entryKey),
    sessions: sessionsByName(server?.sessions() ?? [], configured),
    lobby: server ? lobbyFields(server.lobby.info()) : {},
    running: info.state === 'running',
  };
}

/** How the original names the process. Where it lies on the disk is nobody's business. */
const PROCESS = {
  directory: '',
  child_ini_file: 'cfg/server_cfg.ini',
  child_title: 'AC Server',
  child_short: 'AC Server',
  is_optional: false,
} as const;

const present =
  (show: Shown) =>
  (row: LegacyRow): Frame => ({
    ...driverFields(row, show),
    restrictor: row.restrictorPercent,
    slot: row.carId,
  });

const configured = (session: SessionRow): Frame => ({ ...sessionFields(session), active: session.active });

const running = (facts: SessionFacts): Frame => ({ ...sessionFields(facts), active: true });

const starting = ({ version, startedAt }: ServerInfo): Frame => ({
  version: version ?? 'n/a',
  timestamp: timestamp(startedAt),
  msg: 'Assetto Corsa Dedicated Server starting',
});
