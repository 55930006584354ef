import { lobbyCaller } from '../../acserver/lobby/call.ts';
import { LOBBY_HOST, registrationOf } from '../../acserver/lobby.ts';
import type { StdoutFact } from '../../acserver/stdout/facts.ts';
import type { AnyServerConfig } from '../../config/environment.ts';
import type { Clock } from '../../kit/clock.ts';
import type { ServerSources, ServerSurroundings } from '../../live/open.ts';
import { type Heartbeat, type LobbyActions, type LobbyParts, lobbyActions, register } from './actions.ts';
import { registrationRecord } from './table.ts';
import { repairLobby } from './watch.ts';

export interface ServerLobby {
  readonly actions: LobbyActions;
  /** Goes on repairing what was found lost. To be called once the past has been told. */
  resume(): void;
  close(): void;
}

/** What the lobby said last when the game server reported; only the log tells it, and only now counts. */
export interface HeartbeatWatch {
  last(): Heartbeat | undefined;
  note(fact: StdoutFact): void;
  clear(): void;
}

export function watchHeartbeat(clock: Clock): HeartbeatWatch {
  let last: Heartbeat | undefined;
  return {
    last: () => last,
    note(fact) {
      if (fact.fact === 'lobbyReply') last = { at: clock.now(), ok: fact.ok, text: fact.text };
    },
    clear() {
      last = undefined;
    },
  };
}

export function openLobby(config: AnyServerConfig, around: ServerSurroundings, sources: ServerSources): ServerLobby {
  const { store, clock } = around;
  const { bus, feed, life, log, heartbeat, running } = sources;
  const record = registrationRecord(store, config.id);
  const closing = new AbortController();
  // Its files may be edited while it runs: what it registers is what they said at its start.
  bus.durable(({ type }) => {
    if (type === 'serverStarting') record.save(registrationOf(running()));
  });

  const isRunning = (): boolean => life.status().state !== 'stopped' || feed.state().heard === true;
  const registration = () => {
    const isOurs = !config.external && life.status().state !== 'stopped';
    const stored = isOurs ? record.load() : undefined;
    return stored ? stored.registration : registrationOf(running());
  };
  const parts: LobbyParts = {
    ...{ id: config.id, isRunning, registration },
    host: config.lobbyHost ?? LOBBY_HOST,
    now: () => clock.now(),
    state: () => feed.state(),
    heartbeat: heartbeat.last,
    nextAttemptAt: () => repair.nextAttemptAt(),
    notice: (body) => feed.notice(body),
    call: lobbyCaller(clock),
    closing: closing.signal,
  };
  const repair = repairLobby({
    ...{ bus, clock, log, isRunning },
    state: () => feed.state(),
    register: (attempt) => register(parts, attempt),
  });
  return {
    actions: lobbyActions(parts),
    resume: () => repair.resume(),
    close() {
      closing.abort();
      repair.close();
    },
  };
}
