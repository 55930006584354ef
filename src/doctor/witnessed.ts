/** Stores what a running Pitwall knows of its game servers, for checks from outside, because it holds their ports. */
import { z } from 'zod';
import type { Rows } from '../store/rows.ts';
import type { Witnessed } from './facts.ts';

const KEY = 'server: ';

export const witnessedKey = (server: string): string => `${KEY}${server}`;

const witnessed = z.object({
  plugin: z
    .object({
      listen: z.string(),
      localPort: z.number(),
      serverHost: z.string(),
      isHeard: z.boolean().optional(),
      foreignFrom: z.string().optional(),
    })
    .optional(),
  http: z
    .object({
      port: z.number(),
      state: z.enum(['answers', 'refused', 'silent']),
      name: z.string().optional(),
      drivers: z.number().optional(),
    })
    .optional(),
  isPlain: z.boolean().optional(),
  chained: z.object({ address: z.string(), isHeard: z.boolean().optional() }).optional(),
  logGap: z.object({ from: z.number().optional(), to: z.number() }).optional(),
});

/** The stored text: the same facts give the same text. */
export const witnessedText = ({ plugin, http, isPlain, chained, logGap }: Witnessed): string =>
  JSON.stringify({ plugin, http, isPlain, chained, logGap });

/** By server id; unreadable entries are left out. */
export function witnessedIn(rows: Rows): ReadonlyMap<string, Witnessed> {
  const found = rows.all<{ key: string; text: string }>(
    'SELECT key, text FROM doctor_notes WHERE key LIKE ?',
    `${KEY}%`,
  );
  return new Map(
    found.flatMap(({ key, text }) => {
      const read = witnessed.safeParse(parsed(text));
      return read.success ? [[key.slice(KEY.length), read.data] as const] : [];
    }),
  );
}

const readLog = z.object({ path: z.string(), file: z.string().optional(), at: z.number().optional() });

/** How far the log of each server was read. */
export const readLogsIn = (rows: Rows) =>
  rows
    .all<{ server: string; position: string }>("SELECT server, position FROM cursors WHERE source = 'log'")
    .flatMap(({ server, position }) => {
      const read = readLog.safeParse(parsed(position));
      return read.success ? [{ server, path: read.data.path, file: read.data.file, at: read.data.at }] : [];
    });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
