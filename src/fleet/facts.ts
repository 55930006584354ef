/** What the hub and its edges say of themselves. It comes from another machine, maybe of another version. */
import { z } from 'zod';

/** Another number is watched, and not commanded. */
export const PROTOCOL = 1;

/** What an edge says of itself when it is connected, and now and then. */
export interface Hello {
  /** Of Pitwall. */
  readonly version: string;
  readonly protocol: number;
  /** What its numbers have before them; absent where an older version does not say so. */
  readonly letter?: string | undefined;
  readonly servers: readonly { readonly id: string; readonly dialect: string }[];
}

const hello = z.object({
  version: z.string(),
  protocol: z.number(),
  letter: z
    .string()
    .regex(/^[A-Z]$/)
    .optional(),
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
  /** Rises from hub to hub: which of two has taken the edges later. */
  readonly taken?: number | undefined;
}

const hubBeat = z.object({ hub: z.string(), revision: z.number(), taken: z.number().optional() });

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

export const readDriver = (value: unknown): { readonly guid: string; readonly name: string } =>
  z.object({ guid: z.string(), name: z.string() }).parse(value);
export const readGuid = (value: unknown): string => z.object({ guid: z.string() }).parse(value).guid;
export const readUser = (value: unknown): string => z.object({ user: z.string() }).parse(value).user;
/** Something of one game server, which that server's edge has made. */
export const readOfServer = (value: unknown): { readonly server: string } & Readonly<Record<string, unknown>> =>
  z.looseObject({ server: z.string() }).parse(value);
/** How many lines a text made in the game, and how many of them were sent. */
export const readSaid = (value: unknown): { readonly lines: number; readonly sent: number } =>
  z.object({ lines: z.number(), sent: z.number() }).parse(value);
/** Undefined for none. */
export const readPicture = (value: unknown): { readonly base64: string; readonly alt: string } | undefined =>
  z.object({ base64: z.string(), alt: z.string() }).safeParse(value).data;

/** What an edge has found of its game servers, for the checks of the doctor. */
export const readLooked = (value: unknown): readonly { readonly id: string; readonly dialect: string }[] =>
  z.array(z.looseObject({ id: z.string(), isExternal: z.boolean(), dialect: z.string() })).parse(value);
