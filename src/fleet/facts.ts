/** What the hub and its edges report about themselves. It comes from another machine, maybe with another version. */
import { z } from 'zod';

/** An edge with another protocol number is followed, but gets no commands. */
export const PROTOCOL = 1;

/** What an edge reports when it connects, and from time to time. */
export interface Hello {
  /** Pitwall's version. */
  readonly version: string;
  readonly protocol: number;
  /** The letter in front of its numbers; absent from older versions. */
  readonly letter?: string | undefined;
  /** Its LANGUAGE; absent from older versions. */
  readonly language?: string | undefined;
  readonly servers: readonly { readonly id: string; readonly dialect: string }[];
}

const hello = z.object({
  version: z.string(),
  protocol: z.number(),
  letter: z
    .string()
    .regex(/^[A-Z]$/)
    .optional(),
  language: z
    .string()
    .regex(/^[A-Za-z-]{2,12}$/)
    .optional(),
  servers: z.array(z.object({ id: z.string().regex(/^[a-z0-9_-]{1,32}$/), dialect: z.string() })),
});

/** @throws if it has another shape, like all readers below */
export const readHello = (value: unknown): Hello => hello.parse(value);

/** The hub's broadcast, which also shows that it is alive. */
export interface HubBeat {
  /** Its life. */
  readonly hub: string;
  /** Increases when the facts for its edges change. */
  readonly revision: number;
  /** Increases from hub to hub, so that it shows which of two took over later. */
  readonly taken?: number | undefined;
}

const hubBeat = z.object({ hub: z.string(), revision: z.number(), taken: z.number().optional() });

export const readHubBeat = (value: unknown): HubBeat => hubBeat.parse(value);

const pair = z.object({ user: z.string(), guid: z.string() });

/** Facts that are kept on the hub and copied to each edge: links and roster. */
export type HubFacts = z.infer<typeof hubFacts>;

const hubFacts = z.object({
  links: z.array(pair),
  /** Links that existed until recently. */
  former: z.array(pair),
  /** roster.csv, if there is one. */
  roster: z.object({ name: z.string(), text: z.string() }).optional(),
});

export const readHubFacts = (value: unknown): HubFacts => hubFacts.parse(value);

export const NO_FACTS: HubFacts = { links: [], former: [] };

export const readDriver = (value: unknown): { readonly guid: string; readonly name: string } =>
  z.object({ guid: z.string(), name: z.string() }).parse(value);
export const readGuid = (value: unknown): string => z.object({ guid: z.string() }).parse(value).guid;
export const readUser = (value: unknown): string => z.object({ user: z.string() }).parse(value).user;
/** Something about one game server, from that server's edge. */
export const readOfServer = (value: unknown): { readonly server: string } & Readonly<Record<string, unknown>> =>
  z.looseObject({ server: z.string() }).parse(value);
/** How many lines a text took in the game, and how many of them were sent. */
export const readSaid = (value: unknown): { readonly lines: number; readonly sent: number } =>
  z.object({ lines: z.number(), sent: z.number() }).parse(value);
/** Undefined if there is none. */
export const readPicture = (value: unknown): { readonly base64: string; readonly alt: string } | undefined =>
  z.object({ base64: z.string(), alt: z.string() }).safeParse(value).data;

/** An edge's facts about its game servers, for the doctor's checks. */
export const readLooked = (value: unknown): readonly { readonly id: string; readonly dialect: string }[] =>
  z.array(z.looseObject({ id: z.string(), isExternal: z.boolean(), dialect: z.string() })).parse(value);
