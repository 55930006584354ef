/** DATA_DIR and what is stored in it. */
import { readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { lookAtStore } from '../../store/inspect.ts';
import type { Rows } from '../../store/rows.ts';
import type { DataFacts } from '../facts.ts';
import type { HostFacts } from '../natsFacts.ts';
import { notesIn } from '../notes.ts';
import { readLogsIn, witnessedIn } from '../witnessed.ts';

/** Logs of game servers that were there this long before the store tell of an earlier one. */
const OLDER_MS = 3_600_000;

type Stored = Pick<DataFacts, 'eventsToRead' | 'waiting' | 'notes' | 'readLogs' | 'witnessed' | 'hosts' | 'refusals'>;

/** @param rows of the store, where it is our own; looked at from outside when absent */
export function lookAtData(directory: string, rows?: Rows): DataFacts | undefined {
  if (rows) {
    const base = { directory, freeBytes: freeBytesOf(directory), open: [] };
    return { ...base, ...storedIn(rows) };
  }
  let stored: Stored = { waiting: [], notes: [] };
  const look = lookAtStore(directory, (found) => {
    stored = storedIn(found);
  });
  if (!look) return undefined;
  return {
    directory,
    isLocked: look.isLocked,
    holder: look.holder,
    lookedFrom: process.cwd(),
    damage: look.damage,
    newestBackup: look.newestBackup,
    isNewInOld: isNewInOld(directory),
    freeBytes: freeBytesOf(directory),
    open: look.open,
    ...stored,
  };
}

function storedIn(rows: Rows): Stored {
  const has = (table: string): boolean =>
    rows.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", table) !== undefined;
  return {
    eventsToRead: has('snapshots') ? eventsToRead(rows) : undefined,
    waiting: has('outbox') ? waitingPosts(rows) : [],
    notes: has('doctor_notes') ? notesIn(rows) : [],
    readLogs: has('cursors') ? readLogsIn(rows) : [],
    witnessed: has('doctor_notes') ? witnessedIn(rows) : new Map(),
    hosts: has('fleet_state') ? hostsIn(rows) : undefined,
    refusals: has('fleet_state') ? refusalsIn(rows) : undefined,
  };
}

/** What the hub knows of its edges, as it keeps that itself. */
function hostsIn(rows: Rows): readonly HostFacts[] | undefined {
  const kept = rows.all<{ value: string }>("SELECT value FROM fleet_state WHERE name LIKE 'host/%' ORDER BY name");
  const known = kept.flatMap(({ value }) => host.safeParse(JSON.parse(value)).data ?? []);
  return known.length === 0
    ? undefined
    : known.map(({ edge, hello, own }) => ({ edge, servers: hello.servers.map(({ id }) => id), own }));
}

/** A hub keeps again and again what it tells an edge of which it takes nothing. */
const REFUSED_MS = 15_000;

function refusalsIn(rows: Rows): readonly string[] {
  const kept = rows.all<{ value: string }>("SELECT value FROM fleet_state WHERE name LIKE 'refused/%' ORDER BY name");
  return kept.flatMap(({ value }) => {
    const found = refused.safeParse(JSON.parse(value)).data;
    return found && Date.now() - found.at < REFUSED_MS ? [found.why] : [];
  });
}

const refused = z.object({ why: z.string(), at: z.number() });

const host = z.object({
  edge: z.string(),
  hello: z.object({ servers: z.array(z.object({ id: z.string() })) }),
  own: z.array(z.string()).optional(),
});

/**
 * Of the server that has the most: what was kept last of a run is read in the place of all before it; once, after an
 * update that keeps it otherwise, it is not.
 */
function eventsToRead(rows: Rows): number {
  const runs = rows.all<CurrentRun>(
    `SELECT runs.server, runs.run, coalesce(through, 0) AS through FROM runs
     LEFT JOIN snapshots ON snapshots.server = runs.server AND snapshots.run = runs.run`,
  );
  return Math.max(0, ...runs.map((current) => eventsBehind(rows, current)));
}

interface CurrentRun {
  readonly server: string;
  readonly run: number;
  /** The number of the last event that what was kept knows of; 0 where there is nothing. */
  readonly through: number;
}

/** Of more, the latest so many are counted: to count a million takes a tenth of a second. */
const COUNTED = 100_000;

/** Exact up to that, and where one server alone has written since: its numbers have no gaps then. */
function eventsBehind(rows: Rows, { server, run, through }: CurrentRun): number {
  const behind = 'FROM events WHERE server = ? AND run = ? AND id > ?';
  const latest = rows.get<{ many: number; first: number | null; last: number | null }>(
    `SELECT count(*) AS many, min(id) AS first, max(id) AS last
     FROM (SELECT id ${behind} ORDER BY id DESC LIMIT ${COUNTED})`,
    server,
    run,
    through,
  );
  const { many = 0, first, last } = latest ?? {};
  if (many < COUNTED || first == null || last == null) return many;
  const all = rows.get<{ first: number }>(`SELECT min(id) AS first ${behind}`, server, run, through);
  return Math.round((many * (last - (all?.first ?? first) + 1)) / (last - first + 1));
}

/** Posts that have waited for longer than Discord is ever slow. */
const LONG_MS = 60_000;

function waitingPosts(rows: Rows): DataFacts['waiting'] {
  const latest = Date.now() - LONG_MS;
  return rows.all<{ channelId: string; posts: number; since: number }>(
    `SELECT channel AS channelId, COUNT(*) AS posts, MIN(created_at) AS since FROM outbox
     WHERE state IN ('queued', 'sending') AND created_at < ? GROUP BY channel`,
    latest,
  );
}

function freeBytesOf(directory: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/** Birth times are missing on some file systems: then nothing is said. */
function isNewInOld(directory: string): boolean {
  const madeAt = statSync(join(directory, 'pitwall.db')).birthtimeMs;
  if (madeAt === 0) return false;
  return logsIn(join(directory, 'servers')).some((path) => madeAt - statSync(path).mtimeMs > OLDER_MS);
}

function logsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.log'))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
