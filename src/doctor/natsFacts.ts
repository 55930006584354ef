/** Facts about the connection to NATS, and about NATS itself. Plain data; unknown facts are absent. */
export interface NatsFacts {
  readonly role: 'edge' | 'hub';
  /** "tls://nats.example.org:4222" */
  readonly url: string;
  /** This end's user in nats-server.conf: the name of the edge, or hub. */
  readonly user: string;
  readonly trouble?: NatsTrouble | undefined;
  /** "2.9.10" */
  readonly version?: string | undefined;
  readonly isEncrypted?: boolean | undefined;
  readonly jetstream?: 'fine' | 'none' | 'forbidden' | undefined;
  /** Permissions that this end needs and lacks. */
  readonly forbidden?: readonly Right[] | undefined;
  /** An edge receives messages for other edges. */
  readonly hearsOthers?: boolean | undefined;
  /** The stream that holds the edges' rows until the hub has read them; `none` before the hub's first start. */
  readonly stream?: StreamFacts | 'none' | undefined;
  /** Whether messages are on disk before NATS acknowledges them; only its system account can see this. */
  readonly isSynced?: boolean | undefined;
  /** Why the user doctor could not check that. */
  readonly doctorTrouble?: NatsTrouble | undefined;
}

/** Why there is no connection. */
export type NatsTrouble =
  | { readonly kind: 'no answer' | 'no NATS' | 'refused' | 'no tls' | 'login' }
  | { readonly kind: 'unknown host' | 'certificate' | 'file' | 'other'; readonly why: string };

export interface Right {
  readonly verb: 'publish' | 'subscribe';
  readonly subject: string;
}

interface StreamFacts {
  readonly bytes: number;
  /** Its capacity; unlimited when absent. */
  readonly maxBytes?: number | undefined;
  /** Whether it drops unread messages when it is full. */
  readonly dropsOld: boolean;
  /** Subjects whose last message does not come from an edge. */
  readonly foreign: readonly string[];
}

/** An edge as the hub knows it, with the game servers that it has reported. */
export interface HostFacts {
  readonly edge: string;
  readonly servers: readonly string[];
  /** Those of its servers that really belong to it; unknown in data from an older version. */
  readonly own?: readonly string[] | undefined;
}

/** What a running hub knows of its edges. */
export interface FleetFacts {
  /** The hub's own version. */
  readonly version: string;
  readonly protocol: number;
  /** The hub's LANGUAGE. */
  readonly language: string;
  /** Since when it has no connection to NATS; UTC, milliseconds. */
  readonly linkDownSince?: number | undefined;
  /** Whether it has the lease, and reads the edges. */
  readonly isServing: boolean;
  readonly edges: readonly EdgeFacts[];
}

export interface EdgeFacts extends HostFacts {
  readonly version: string;
  readonly protocol: number;
  /** Its LANGUAGE; absent from older versions. */
  readonly language?: string | undefined;
  /** UTC, milliseconds; absent if it is heard. */
  readonly silentSince?: number | undefined;
  /** Time since it was last heard. */
  readonly heardMs: number;
  /** How far its clock is ahead of the hub's. */
  readonly clockAheadMs?: number | undefined;
  /** Rows that the hub does not have yet. */
  readonly waiting?: number | undefined;
  /** It cannot write to its store. */
  readonly cannotStore?: boolean | undefined;
}
