/** Reads the rows of an edge. They come from another machine, maybe with another version. */
import { z } from 'zod';
import type { AuditRow } from '../command/audit.ts';
import type { RaceEvent } from '../events/events.ts';
import type { FleetRow } from './batch.ts';
import type { Beside } from './beside.ts';
import { type Counted, countedShape } from './numbers.ts';

const count = z.number().int().nonnegative();

const stamp = z.looseObject({ type: z.string(), at: z.number(), server: z.string(), run: count, session: count });

const act = z.looseObject({
  act: z.string(),
  at: z.number(),
  caller: z.looseObject({ via: z.string(), id: z.string(), name: z.string(), role: z.string() }),
  command: z.string(),
  is: z.string(),
  args: z.record(z.string(), z.unknown()),
  outcome: z.string(),
  steps: z.array(z.looseObject({ what: z.string() })),
});

/** How a life of an edge began. */
export interface Start {
  /** UTC, milliseconds. */
  readonly at: number;
  /** The time of the newest event in its store. */
  readonly newest?: number | undefined;
  /** How far its earlier lives had counted, by its store. */
  readonly counted?: Counted | undefined;
}

const start = z.object({ at: z.number(), newest: z.number().optional(), counted: countedShape.optional() });

export const startText = (given: Start): string => JSON.stringify(given);

/** Empty if it contains nothing known. */
export const startIn = ({ body }: FleetRow): Partial<Start> => start.safeParse(JSON.parse(body)).data ?? {};

export interface ToldEvent {
  readonly event: RaceEvent;
  readonly beside: Beside;
}

/** An event alone, or with what was looked up for it. */
export const eventText = (event: RaceEvent, beside: Beside = {}): string =>
  JSON.stringify(Object.keys(beside).length === 0 ? event : { event, beside });

const withBeside = z.object({ event: z.unknown(), beside: z.looseObject({}) });

/** @throws if it is not an event */
export function eventIn({ server, body }: FleetRow): ToldEvent {
  const read: unknown = JSON.parse(body);
  const both = withBeside.safeParse(read).data;
  const event = both?.event ?? read;
  if (stamp.parse(event).server !== server) throw new Error('it is an event of another server than its row says');
  // Another version may send more than we know; only listeners that know those parts use them.
  return { event: event as RaceEvent, beside: (both?.beside as Beside | undefined) ?? {} };
}

/** @throws if it is not an audit row */
export function auditIn({ body }: FleetRow): AuditRow {
  const read: unknown = JSON.parse(body);
  act.parse(read);
  return read as AuditRow;
}

/** What the owner should fix, reported once per `about`. Plain data. */
export interface Warning {
  readonly about: string;
  readonly found: readonly string[];
  readonly sentences: readonly string[];
}

const warning = z.object({ about: z.string(), found: z.array(z.string()), sentences: z.array(z.string()) });

/** @throws if it is not a warning */
export const warningIn = ({ body }: FleetRow): Warning => warning.parse(JSON.parse(body));
