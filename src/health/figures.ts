/** How Pitwall is, as numbers: no names, no GUIDs, nothing that was said. */
export interface Figures {
  readonly version: string;
  readonly servers: readonly ServerFigures[];
  /** The edges of a hub; none elsewhere. */
  readonly edges?: readonly EdgeFigures[] | undefined;
  /** Rows of an edge that the hub does not have yet; undefined elsewhere. */
  readonly rowsForHub?: number | undefined;
  readonly outbox: OutboxFigures;
  readonly isDiscordConnected: boolean;
  /** How often Discord lets the bot log in today; undefined before it has let it in. */
  readonly loginsLeft: number | undefined;
  readonly store: StoreFigures;
  /** How late the event loop was, apart from the slowest hundredth of it. */
  readonly loopDelayMs: number;
}

export interface EdgeFigures {
  readonly edge: string;
  readonly isHeard: boolean;
  /** Since its last heartbeat. */
  readonly heardMs: number;
  /** Rows that it has and the hub has not; undefined where an older version does not say so. */
  readonly rowsBehind: number | undefined;
  /** How much its clock is ahead of the hub's. */
  readonly clockAheadMs: number | undefined;
}

export interface ServerFigures {
  readonly id: string;
  /** Undefined where somebody else runs it, and nobody can say. */
  readonly isRunning: boolean | undefined;
  readonly drivers: number;
  readonly incidentsOpen: number;
  /** Since its last datagram, or since Pitwall listens; undefined where its plugin interface is switched off. */
  readonly udpSilentMs: number | undefined;
  /** Datagrams of which nothing could be made, and those of somebody else. */
  readonly udpDropped: number;
  readonly udpForeign: number;
  /** For how long its log has not been read to its end; undefined where none is read. */
  readonly logLagMs: number | undefined;
}

interface OutboxFigures {
  readonly waiting: number;
  /** Since the oldest post that waits was written; 0 where none does. */
  readonly oldestMs: number;
  /** Posts of which nobody knows whether they stand in their channel. */
  readonly inDoubt: number;
}

interface StoreFigures {
  readonly isWritable: boolean;
  /** With what stands in the -wal. */
  readonly bytes: number;
  /** On its disk; undefined where the system does not say. */
  readonly freeBytes: number | undefined;
  /** Since the newest backup in DATA_DIR; undefined where there is none. */
  readonly lastBackupMs: number | undefined;
}
