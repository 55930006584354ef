/** The summary of one game server. */
import type { ProcessState } from '../../acserver/process.ts';
import type { SessionFacts } from '../../events/events.ts';
import type { Sentence } from '../../kit/sentence.ts';

export interface ServerInfo {
  readonly id: string;
  /** `unknown`: somebody else runs it, and Pitwall receives nothing from it. */
  readonly state: ProcessState | 'unknown';
  /** UTC, milliseconds. */
  readonly startedAt?: number;
  /** As the game server prints it, "v1.15"; unknown before its first start. */
  readonly version?: string;
  readonly name: string;
  readonly track: string;
  readonly layout: string;
  readonly cars: readonly string[];
  readonly slots: number;
  /** As far as Pitwall receives data; see `heard`. */
  readonly connected: number;
  readonly ports: { readonly udp: number; readonly tcp: number; readonly http: number };
  /** Whether the plugin interface sends data; without it Pitwall cannot see the race. */
  readonly heard: boolean;
  readonly session?: SessionFacts;
  /** The session's minutes are over, but the session is not: everybody finishes their lap. */
  readonly isTimeUp?: true;
  /** What Pitwall cannot do with the server or see of it, one sentence each. */
  readonly limits: readonly string[];
  /** A problem with it, e.g. why it last stopped unexpectedly. */
  readonly trouble?: string;
}

export interface ProcessChange {
  readonly change: 'started' | 'stopped' | 'restarted';
  /** What the change means for stracker, which keeps running. */
  readonly advice?: Sentence;
  readonly info: ServerInfo;
}
