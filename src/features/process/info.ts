/** The summary of one game server. */
import type { ProcessState } from '../../acserver/process.ts';
import type { SessionFacts } from '../../events/events.ts';

export interface ServerInfo {
  readonly id: string;
  /** `unknown`: somebody else runs it, and nothing is heard of it. */
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
  /** As far as it is heard; see `heard`. */
  readonly connected: number;
  readonly ports: { readonly udp: number; readonly tcp: number; readonly http: number };
  /** Whether the plugin interface speaks: without it there is no race to see. */
  readonly heard: boolean;
  readonly session?: SessionFacts;
  /** The minutes of the session are over, but it is not: everybody finishes the lap they are in. */
  readonly isTimeUp?: true;
  /** What Pitwall cannot do with it or see of it, one sentence each. */
  readonly limits: readonly string[];
  /** Why it last stopped by itself, if it did. */
  readonly trouble?: string;
}

export interface ProcessChange {
  readonly change: 'started' | 'stopped' | 'restarted';
  /** What it means for stracker, which goes on by itself. */
  readonly advice?: string;
  readonly info: ServerInfo;
}
