/** A server's place in the public lobby: its status, and registering again. */
import type { CallLobby } from '../../acserver/lobby/call.ts';
import type { LobbyReply, Pulse, Registration } from '../../acserver/lobby.ts';
import { pingUrl, registerUrl, trackName } from '../../acserver/lobby.ts';
import type { EventBody, SessionFacts, SessionKind } from '../../events/events.ts';
import { type Attempt, UNASKED } from '../../kit/attempt.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import type { RaceState } from '../../race/state.ts';
import type { Heartbeat } from './heartbeat.ts';

export type { LobbyReply };

/** Queries and actions for a server's place in the public lobby. Refusals are UserErrors. */
export interface LobbyActions {
  info(): LobbyInfo;
  /** Repeats the registration of the running session and returns the lobby's reply. */
  restart(attempt?: Attempt): Promise<LobbyInfo & { readonly reply: LobbyReply }>;
}

export interface LobbyInfo {
  readonly server: string;
  /** `off`: REGISTER_TO_LOBBY=0; `unknown`: the server runs, but its exchange with the lobby was not seen. */
  readonly standing: 'off' | 'stopped' | 'unknown' | 'registered' | 'failed' | 'lost';
  /** UTC, milliseconds: when this standing began. */
  readonly since?: number;
  /** The lobby's last reply to a registration. */
  readonly answer?: string;
  readonly heartbeat?: Heartbeat;
  /** UTC, milliseconds: when Pitwall repeats the registration by itself. */
  readonly nextAttemptAt?: number;
  readonly urls?: { readonly register: string; readonly ping: string };
}

/** The parts needed for a registration. */
export interface RegistrationParts {
  readonly id: string;
  readonly host: string;
  readonly state: () => RaceState;
  readonly isRunning: () => boolean;
  /** What the running server registers, or the next one would; undefined when set not to register. */
  readonly registration: () => Registration | undefined;
  readonly notice: (body: EventBody) => void;
  readonly call: CallLobby;
  /** Aborted when Pitwall closes. */
  readonly closing: AbortSignal;
}

/** What `info` needs besides the parts. */
export interface LobbyKnowledge {
  /** UTC, milliseconds. */
  readonly now: () => number;
  readonly heartbeat: () => Heartbeat | undefined;
  readonly nextAttemptAt: () => number | undefined;
}

export const lobbyActions = (parts: RegistrationParts, known: LobbyKnowledge): LobbyActions => ({
  info: () => lobbyInfo(parts, known),
  async restart(attempt = UNASKED) {
    const reply = await register(parts, 1, () => attempt.begin({ via: 'lobby', what: 'the registration' }));
    return { ...lobbyInfo(parts, known), reply };
  },
});

/**
 * Makes one attempt. The attempt and its result are reported as an event.
 *
 * @throws UserError when there is nothing to register, or the lobby gave no answer
 */
export async function register(
  parts: RegistrationParts,
  attempt: number,
  begin: () => void = () => {},
): Promise<LobbyReply> {
  const registration = parts.registration();
  if (!registration)
    throw new UserError(`${parts.id} is not set to register: REGISTER_TO_LOBBY is 0 in server_cfg.ini.`);
  if (!parts.isRunning()) throw new UserError(`${parts.id} is not running; the lobby lists running servers only.`);
  begin();
  try {
    const reply = await parts.call(registerUrl(parts.host, asRunning(registration, parts.state())), parts.closing);
    const answer = reply.text;
    parts.notice(
      reply.ok
        ? { type: 'lobbyRegistered', by: 'pitwall', answer }
        : { type: 'lobbyFailed', by: 'pitwall', attempt, answer },
    );
    return reply;
  } catch (error) {
    if (!parts.closing.aborted) parts.notice({ type: 'lobbyFailed', by: 'pitwall', attempt, answer: messageOf(error) });
    throw error;
  }
}

function lobbyInfo(parts: RegistrationParts, { now, heartbeat, nextAttemptAt }: LobbyKnowledge): LobbyInfo {
  const { id, host } = parts;
  const state = parts.state();
  const registration = parts.registration();
  if (!registration) return { server: id, standing: 'off' };
  if (!parts.isRunning()) return { server: id, standing: 'stopped' };
  const running = asRunning(registration, state);
  return {
    server: id,
    standing: state.lobby?.standing ?? 'unknown',
    since: state.lobby?.since,
    answer: state.lobby?.answer,
    heartbeat: heartbeat(),
    nextAttemptAt: nextAttemptAt(),
    urls: { register: registerUrl(host, running), ping: pingUrl(host, running, pulseOf(state, now())) },
  };
}

/** The track actually driven takes precedence over the file, which may have changed since. */
const asRunning = (registration: Registration, { session }: RaceState): Registration =>
  session?.facts.track ? { ...registration, track: trackName(session.facts) } : registration;

const SESSION_TYPES: Readonly<Record<SessionKind, number>> = { booking: 0, practice: 1, qualify: 2, race: 3, other: 1 };

function pulseOf({ session, drivers }: RaceState, now: number): Pulse {
  if (!session) return { sessionType: 0, left: 0, clients: drivers.size };
  return { sessionType: SESSION_TYPES[session.facts.kind], left: leftOf(session.facts, now), clients: drivers.size };
}

function leftOf({ laps, minutes, zeroAt }: SessionFacts, now: number): number {
  if (laps > 0) return laps;
  const elapsedMs = zeroAt === undefined ? 0 : Math.max(0, now - zeroAt);
  return Math.max(0, Math.round(minutes * 60 - elapsedMs / 1000));
}
