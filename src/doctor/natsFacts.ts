/** What is known of the way to NATS, and of NATS itself. Plain data; what could not be learnt is absent. */
export interface NatsFacts {
  readonly role: 'edge' | 'hub';
  /** "tls://nats.example.org:4222" */
  readonly url: string;
  /** This end, as nats-server.conf has it: the name of the edge, or hub. */
  readonly user: string;
  readonly trouble?: NatsTrouble | undefined;
  /** "2.9.10" */
  readonly version?: string | undefined;
  readonly isEncrypted?: boolean | undefined;
  readonly jetstream?: 'fine' | 'none' | 'forbidden' | undefined;
  /** What this end must say or hear, and may not. */
  readonly forbidden?: readonly Right[] | undefined;
  /** An edge hears what is said to others. */
  readonly hearsOthers?: boolean | undefined;
  /** Where edges put what has happened, until the hub has it; `none` before a hub was there. */
  readonly stream?: StreamFacts | 'none' | undefined;
  /** Whether a message is on the disk before NATS confirms it; only its system account tells. */
  readonly isSynced?: boolean | undefined;
  /** Why the user doctor could not look at that. */
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
  /** As much as it takes; none when absent. */
  readonly maxBytes?: number | undefined;
  /** Takes what nobody has read away, where there is no room left. */
  readonly dropsOld: boolean;
  /** On whose subject the last message is none that an edge sends. */
  readonly foreign: readonly string[];
}

/** An edge as the hub has it: with the game servers that it says it has. */
export interface HostFacts {
  readonly edge: string;
  readonly servers: readonly string[];
  /** Those of them that are this edge's; not known of what an older version has kept. */
  readonly own?: readonly string[] | undefined;
}

/** What a hub that runs knows of its edges. */
export interface FleetFacts {
  /** The hub's own. */
  readonly version: string;
  readonly protocol: number;
  /** Since when it has no connection to NATS; UTC, milliseconds. */
  readonly linkDownSince?: number | undefined;
  /** Whether it has the lease, and reads what edges tell. */
  readonly isServing: boolean;
  readonly edges: readonly EdgeFacts[];
}

export interface EdgeFacts extends HostFacts {
  readonly version: string;
  readonly protocol: number;
  /** UTC, milliseconds; absent for one that is heard. */
  readonly silentSince?: number | undefined;
  /** Since it was heard last. */
  readonly heardMs: number;
  /** How much its clock is ahead of the hub's. */
  readonly clockAheadMs?: number | undefined;
  /** Rows that it has and the hub has not. */
  readonly waiting?: number | undefined;
  /** It cannot write. */
  readonly cannotStore?: boolean | undefined;
}
