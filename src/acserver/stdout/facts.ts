import type { LineFact } from './lines.ts';
import type { NamedDriver, Vector } from './rule.ts';

/**
 * What the server's output says for certain: from one line alone (the rules), or from several lines or the reader's
 * memory. A fact that is an event has the event's name. `slot` is the car id; absent if the output does not say.
 * Session types are the protocol's numbers: 0 booking, 1 practice, 2 qualifying, 3 race.
 */
export type StdoutFact =
  | LineFact
  | { readonly fact: 'serverStarting'; readonly version: string }
  | { readonly fact: 'serverStarted' }
  | { readonly fact: 'udpPluginOn'; readonly target: string; readonly localPort: number }
  | { readonly fact: 'crashed'; readonly text: string }
  | ({ readonly fact: 'sessionStarted'; readonly restarted?: true } & SentSession)
  | ({ readonly fact: 'driverJoined'; readonly slot: number } & NamedDriver & Visitor)
  /** Sends messages from a car in which nobody was known to be. */
  | ({ readonly fact: 'driverSeen'; readonly slot: number; readonly car: string } & NamedDriver)
  | ({ readonly fact: 'refused'; readonly reason: 'password' | 'noSlot'; readonly name?: string } & Visitor)
  | ({ readonly fact: 'driverLeft'; readonly how: HowLeft; readonly slot?: number } & NamedDriver)
  | {
      readonly fact: 'lapCompleted';
      readonly name: string;
      readonly lapMs: number;
      readonly cuts: number;
      readonly slot?: number;
    }
  | Contact
  | { readonly fact: 'tyres'; readonly name: string; readonly tyre: string; readonly slot: number }
  | { readonly fact: 'chat'; readonly name: string; readonly text: string }
  /** A line that began with a slash, whether or not its sender may use it. Logins come without their password. */
  | { readonly fact: 'adminCommand'; readonly name: string; readonly line: string }
  | { readonly fact: 'lobbyRegistering' }
  | { readonly fact: 'lobbyRegistered'; readonly httpPort?: number }
  | { readonly fact: 'lobbyFailed'; readonly attempt: number }
  | { readonly fact: 'lobbyLost'; readonly answer: string }
  /** The lobby's answer to a heartbeat. */
  | { readonly fact: 'lobbyReply'; readonly ok: boolean; readonly text: string };

export type FactOf<Name extends StdoutFact['fact']> = Extract<StdoutFact, { readonly fact: Name }>;

/** `index` can be -1: a practice that began before the lobby registration was done. `laps` is 0 in timed sessions. */
export interface SentSession {
  readonly name: string;
  readonly index: number;
  readonly type: number;
  readonly timeMinutes: number;
  readonly laps: number;
}

/** Somebody who tries to join. Booking shows no address and no car; up to v1.8 pickup shows no GUID. */
export interface Visitor {
  readonly host?: string;
  readonly port?: number;
  readonly car?: string;
  readonly guid?: string;
}

export type HowLeft = 'clean' | 'timeout' | 'kicked' | 'closed';

/** Positions in metres: on the track, and relative to the car. */
interface Impact {
  readonly name: string;
  readonly slot?: number;
  readonly speedKmh: number;
  readonly position: Vector;
  readonly relativePosition: Vector;
}

export type Contact =
  | ({ readonly fact: 'contact'; readonly kind: 'environment' } & Impact)
  | ({ readonly fact: 'contact'; readonly kind: 'car'; readonly otherName: string } & Impact);
