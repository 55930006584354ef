import type { Shown } from '../../command/answer.ts';
import type { SessionFacts } from '../../events/events.ts';
import type { ServerInfo } from '../../features/process/info.ts';
import type { SessionRow } from '../../features/sessions/rows.ts';
import { newerText } from './configuration.ts';
import { shapeOf } from './family.ts';
import { entriesByKey, NEWER_WORDS } from './grid.ts';
import { lobbyFields } from './lobby.ts';
import { newerProcessFrames } from './process.ts';
import {
  driverFields,
  driversByName,
  type JsonFrame,
  type LegacyRow,
  message,
  sessionFields,
  sessionsByName,
  shownTo,
  timestamp,
  type Viewer,
} from './shape.ts';

/** The shape of the newer clients, which log on with `logon: {...}`. */
export const logonShape = shapeOf({
  spellings: [
    { theirs: /^server\s+session(?=\s|$)/i, ours: 'server set' },
    // Pitwall writes every change immediately, so there is nothing left to write or to discard.
    { theirs: /^server\s+configuration\s+write$/i, ours: 'server info', before: [message('Wrote cfg/server_cfg.ini')] },
    { theirs: /^server\s+configuration(?:\s.*)?$/i, ours: 'server info' },
  ],
  gridWords: NEWER_WORDS,
  process: newerProcessFrames,
  info: (info, viewer) => ({ server: serverFields(info, viewer) }),
  driver: presentDriver,
  sessions: (rows) => ({ data: { sessions: sessionsByName(rows, configured) } }),
  configuration: newerText,
  startedServer: (info) => ({ server: { event: starting(info) } }),
  runningSession: (facts) => running(facts),
});

function serverFields(info: ServerInfo, { role, viewOf }: Viewer): JsonFrame {
  const view = viewOf(info.id);
  const show = shownTo(role);
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
    drivers: driversByName(view?.drivers ?? [], (row) => presentDriver(row, show)),
    entries: entriesByKey(view?.grid.entries ?? [], show, NEWER_WORDS.entryKey),
    sessions: sessionsByName(view?.sessions ?? [], configured),
    lobby: view ? lobbyFields(view.lobby) : {},
    running: info.state === 'running',
  };
}

/** The process as the original describes it. Its place on disk is not revealed. */
const PROCESS = {
  directory: '',
  child_ini_file: 'cfg/server_cfg.ini',
  child_title: 'AC Server',
  child_short: 'AC Server',
  is_optional: false,
} as const;

function presentDriver(row: LegacyRow, show: Shown): JsonFrame {
  return { ...driverFields(row, show), restrictor: row.restrictorPercent, slot: row.carId };
}

const configured = (session: SessionRow): JsonFrame => ({ ...sessionFields(session), active: session.active });

const running = (facts: SessionFacts): JsonFrame => ({ ...sessionFields(facts), active: true });

const starting = ({ version, startedAt }: ServerInfo): JsonFrame => ({
  version: version ?? 'n/a',
  timestamp: timestamp(startedAt),
  msg: 'Assetto Corsa Dedicated Server starting',
});
