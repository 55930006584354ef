/** The messages sent over NATS, as text: their subjects, and strict readers, because they come from another machine. */
import { z } from 'zod';
import type { Batch, FleetRow } from '../batch.ts';
import { countedShape } from '../numbers.ts';
import type { Fate, Order } from '../orders.ts';
import type { Confirmation, Where } from '../publisher.ts';
import type { Beat } from '../shipping.ts';

export const STREAM = 'PW_EV';

export const subjects = {
  events: (edge: string) => `pw.ev.${edge}`,
  confirmation: (edge: string) => `pw.hub.to.${edge}`,
  order: (edge: string) => `pw.cmd.${edge}.call`,
  fate: (edge: string) => `pw.cmd.${edge}.result`,
  where: (edge: string) => `pw.up.${edge}.where`,
  beat: (edge: string) => `pw.up.${edge}.beat`,
} as const;

/** The edge in a subject; NATS lets no other user publish there. */
export const edgeOf = (subject: string): string => subject.split('.')[2] ?? '';

const position = z.object({ segment: z.string().min(1), n: z.number().int().nonnegative() });
const isJson = (body: unknown): boolean => body !== undefined;
const row = z.object({
  // A kind that only newer edges have is skipped when applied, without losing the other rows.
  kind: z.string() as z.ZodType<FleetRow['kind']>,
  server: z.string().optional(),
  body: z.unknown().refine(isJson),
});
const batch = z.object({
  segment: z.string().min(1),
  after: position.optional(),
  from: z.number().int().positive(),
  rows: z.array(row).min(1),
  despite: position.nullable().optional(),
  counted: countedShape.optional(),
});
const confirmation = z.object({
  applied: position.optional(),
  rewind: z.boolean().optional(),
  hub: z.string().optional(),
  life: z.string().optional(),
});
const where = z.object({
  applied: position.optional(),
  common: position.optional(),
  counted: countedShape.optional(),
  refused: z.string().optional(),
  letterOf: z.string().optional(),
});
const asked = z.object({
  segments: z.array(z.string()),
  life: z.string().optional(),
  name: z.string().optional(),
  letter: z.string().optional(),
});
const beat = z.object({
  segment: z.string(),
  monotonic: z.number(),
  utc: z.number().optional(),
  waiting: z.number().optional(),
  cannotStore: z.boolean().optional(),
  isOver: z.boolean().optional(),
});
const order = z.object({
  id: z.string().min(1),
  segment: z.string(),
  expires: z.number(),
  hub: z.string().optional(),
  call: z.looseObject({
    line: z.string(),
    caller: z.looseObject({
      via: z.string(),
      role: z.string(),
      proof: z.string(),
      id: z.string(),
      name: z.string(),
    }),
  }),
});
const fate = z.looseObject({ kind: z.enum(['running', 'over', 'interrupted', 'expired', 'unknown']) });
const frame = z.union([
  z.object({ accepted: z.literal(true) }),
  z.object({ progress: z.string() }),
  z.object({ fate }),
]);

/** An edge's answers to an order, in sequence; the last one is its fate. */
export type Frame = { readonly accepted: true } | { readonly progress: string } | { readonly fate: Fate };

/** What an edge sends when it asks for the hub's position. */
export type Asked = z.infer<typeof asked>;

/** Rows are JSON already: as strings within JSON they would be a third larger. */
export const writeBatch = (given: Batch): string =>
  JSON.stringify({
    ...given,
    rows: given.rows.map(({ kind, server, body }) => ({ kind, server, body: JSON.parse(body) as unknown })),
  });

/** @throws if it has another shape, like all readers below */
export function readBatch(text: string): Batch {
  const read = batch.parse(JSON.parse(text));
  const rows = read.rows.map(({ kind, server, body }) => ({ kind, server, body: JSON.stringify(body) }));
  const { segment, after, from, despite, counted } = read;
  return { segment, after, from, rows, despite, counted };
}

export const readConfirmation = (text: string): Confirmation => confirmation.parse(JSON.parse(text));
export const readWhere = (text: string): Where => where.parse(JSON.parse(text));
export const readAsked = (text: string): Asked => asked.parse(JSON.parse(text));
export const readBeat = (text: string): Beat => beat.parse(JSON.parse(text));

/** Its contents are checked by dispatch, like everything that people enter. */
export function readOrder(text: string): Order {
  const read: unknown = JSON.parse(text);
  order.parse(read);
  return read as Order;
}

export const readFate = (text: string): Fate => fate.parse(JSON.parse(text)) as Fate;
export const readFrame = (text: string): Frame => frame.parse(JSON.parse(text)) as Frame;
