/** Pitwall's state as numbers: no names, no GUIDs, nothing that was said. */
export interface Figures {
  readonly version: string;
  readonly servers: readonly ServerFigures[];
  /** The edges of a hub; absent otherwise. */
  readonly edges?: readonly EdgeFigures[] | undefined;
  /** Rows of an edge that the hub does not have yet; undefined if this is not an edge. */
  readonly rowsForHub?: number | undefined;
  readonly outbox: OutboxFigures;
  readonly isDiscordConnected: boolean;
  /** Remaining log-ins at Discord today; undefined before the first one. */
  readonly loginsLeft: number | undefined;
  readonly store: StoreFigures;
  /** Delay of the event loop, without the slowest hundredth. */
  readonly loopDelayMs: number;
}

export interface EdgeFigures {
  readonly edge: string;
  readonly isHeard: boolean;
  /** Since its last heartbeat. */
  readonly heardMs: number;
  /** Rows that the edge has and the hub does not; undefined if its version is too old to say. */
  readonly rowsBehind: number | undefined;
  /** How far its clock is ahead of the hub's. */
  readonly clockAheadMs: number | undefined;
}

export interface ServerFigures {
  readonly id: string;
  /** Undefined if somebody else runs it and its state cannot be determined. */
  readonly isRunning: boolean | undefined;
  readonly drivers: number;
  readonly incidentsOpen: number;
  /** Since its last datagram, or since Pitwall started to listen; undefined if its plugin interface is disabled. */
  readonly udpSilentMs: number | undefined;
  /** Datagrams that could not be parsed, and datagrams from somebody else. */
  readonly udpDropped: number;
  readonly udpForeign: number;
  /** How long its log has not been read to the end; undefined if none is read. */
  readonly logLagMs: number | undefined;
}

interface OutboxFigures {
  readonly waiting: number;
  /** Age of the oldest waiting post; 0 if none is waiting. */
  readonly oldestMs: number;
  /** Posts that may or may not be in their channel. */
  readonly inDoubt: number;
}

interface StoreFigures {
  readonly isWritable: boolean;
  /** Including the -wal. */
  readonly bytes: number;
  /** On its disk; undefined if the system does not say. */
  readonly freeBytes: number | undefined;
  /** Since the newest backup in DATA_DIR; undefined if there is none. */
  readonly lastBackupMs: number | undefined;
}
