/** What the hub and its edges say of themselves. It comes from another machine, maybe of another version. */
import { z } from 'zod';

/** Another number is watched, and not commanded. */
export const PROTOCOL = 1;

/** What an edge says of itself when it is connected, and now and then. */
export interface Hello {
  /** Of Pitwall. */
  readonly version: string;
  readonly protocol: number;
  readonly servers: readonly { readonly id: string; readonly dialect: string }[];
}

const hello = z.object({
  version: z.string(),
  protocol: z.number(),
  servers: z.array(z.object({ id: z.string().regex(/^[a-z0-9_-]{1,32}$/), dialect: z.string() })),
});

/** @throws for what is none; so do all of these */
export const readHello = (value: unknown): Hello => hello.parse(value);

/** What the hub tells everybody, and that it is there. */
export interface HubBeat {
  /** Its life. */
  readonly hub: string;
  /** Rises when what it knows for its edges is another. */
  readonly revision: number;
}

const hubBeat = z.object({ hub: z.string(), revision: z.number() });

export const readHubBeat = (value: unknown): HubBeat => hubBeat.parse(value);

const pair = z.object({ user: z.string(), guid: z.string() });

/** What lives on the hub, and each edge has a copy of: who is who. */
export type HubFacts = z.infer<typeof hubFacts>;

const hubFacts = z.object({
  links: z.array(pair),
  /** Links that held until lately. */
  former: z.array(pair),
  /** roster.csv, where there is one. */
  roster: z.object({ name: z.string(), text: z.string() }).optional(),
});

export const readHubFacts = (value: unknown): HubFacts => hubFacts.parse(value);

export const NO_FACTS: HubFacts = { links: [], former: [] };
