/** What the rows of an edge say. They come from another machine, maybe of another version. */
import { z } from 'zod';
import type { AuditRow } from '../command/audit.ts';
import type { RaceEvent } from '../events/events.ts';
import type { FleetRow } from './batch.ts';

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

/** @throws for what is none */
export function eventIn({ server, body }: FleetRow): RaceEvent {
  const read: unknown = JSON.parse(body);
  if (stamp.parse(read).server !== server) throw new Error('it is an event of another server than its row says');
  // What an edge of another version says beyond the stamp is heard by nobody, or by who knows it.
  return read as RaceEvent;
}

/** @throws for what is none */
export function auditIn({ body }: FleetRow): AuditRow {
  const read: unknown = JSON.parse(body);
  act.parse(read);
  return read as AuditRow;
}
