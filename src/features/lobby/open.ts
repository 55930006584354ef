import { lobbyCaller } from '../../acserver/lobby/call.ts';
import { LOBBY_HOST, registrationOf } from '../../acserver/lobby.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import { type LobbyActions, lobbyActions, type RegistrationParts, register } from './actions.ts';
import { HeartbeatWatch } from './heartbeat.ts';
import { registrationRecord } from './table.ts';
import { LobbyRepair } from './watch.ts';

/** The place of one game server in the public lobby. */
export interface ServerLobby {
  readonly actions: LobbyActions;
  /** Resumes repairing a registration that was lost while Pitwall was down. */
  resume(): void;
  close(): void;
}

export type LobbyLive = Pick<
  LiveServer,
  | 'id'
  | 'config'
  | 'store'
  | 'clock'
  | 'log'
  | 'bus'
  | 'state'
  | 'notice'
  | 'logFacts'
  | 'newLives'
  | 'running'
  | 'process'
  | 'isRunning'
>;

export function openLobby(live: LobbyLive): ServerLobby {
  const { id, config, clock, log, bus, state, notice, isRunning } = live;
  const closing = new AbortController();
  const heartbeat = new HeartbeatWatch(live);
  const parts: RegistrationParts = {
    id,
    host: config.lobbyHost ?? LOBBY_HOST,
    state,
    isRunning,
    registration: keptRegistration(live),
    notice,
    call: lobbyCaller(clock),
    closing: closing.signal,
  };
  const repair = new LobbyRepair({
    bus,
    clock,
    log,
    state,
    isRunning,
    register: (attempt) => register(parts, attempt),
  });
  return {
    actions: lobbyActions(parts, {
      now: () => clock.now(),
      heartbeat: () => heartbeat.last(),
      nextAttemptAt: () => repair.nextAttemptAt(),
    }),
    resume: () => repair.resume(),
    close() {
      closing.abort();
      repair.close();
    },
  };
}

/** The files may be edited while the server runs; it registers what they said when it started. */
function keptRegistration({ id, config, store, bus, running, process }: LobbyLive): RegistrationParts['registration'] {
  const record = registrationRecord(store, id);
  bus.durable(({ type }) => {
    if (type === 'serverStarting') record.save(registrationOf(running()));
  });
  return () => {
    const isOurs = !config.external && process.status().state !== 'stopped';
    const stored = isOurs ? record.load() : undefined;
    return stored ? stored.registration : registrationOf(running());
  };
}
