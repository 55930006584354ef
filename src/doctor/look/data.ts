/** Checks DATA_DIR and the data in it. */
import { readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { lookAtStore } from '../../store/inspect.ts';
import type { Rows } from '../../store/rows.ts';
import type { DataFacts } from '../facts.ts';
import type { HostFacts } from '../natsFacts.ts';
import { notesIn } from '../notes.ts';
import { readLogsIn, witnessedIn } from '../witnessed.ts';

/** If game server logs are older than the store by this much, there was an earlier store. */
const OLDER_MS = 3_600_000;

type Stored = Pick<DataFacts, 'eventsToRead' | 'waiting' | 'notes' | 'readLogs' | 'witnessed' | 'hosts' | 'refusals'>;

/** @param rows of our own store; without them, the store is read from outside */
export function lookAtData(directory: string, rows?: Rows): DataFacts | undefined {
  if (rows) {
    const base = { directory, freeBytes: freeBytesOf(directory), open: [] };
    return { ...base, ...storedIn(rows) };
  }
  let stored: Stored | undefined;
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
    ...(stored ?? { isUnread: true, waiting: [], notes: [] }),
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

/** The hub's stored facts about its edges. */
function hostsIn(rows: Rows): readonly HostFacts[] | undefined {
  const kept = rows.all<{ value: string }>("SELECT value FROM fleet_state WHERE name LIKE 'host/%' ORDER BY name");
  const known = kept.flatMap(({ value }) => host.safeParse(JSON.parse(value)).data ?? []);
  return known.length === 0
    ? undefined
    : known.map(({ edge, hello, own }) => ({ edge, servers: hello.servers.map(({ id }) => id), own }));
}

/** A hub keeps storing a refusal while an edge goes on asking; an older one is over. */
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
 * For the server with the most. A snapshot replaces all earlier events of a run, except once after an update that
 * changes its format.
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
  /** The number of the last event in the snapshot; 0 if there is none. */
  readonly through: number;
}

/** If there are more, only this many of the latest are counted: counting a million takes a tenth of a second. */
const COUNTED = 100_000;

/** Exact up to that number, and also above it if only one server has written since: then its numbers have no gaps. */
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

/** Posts that have waited for longer than Discord ever takes. */
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

/** Some file systems have no birth times; then it reports nothing. */
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
