/** What a new hub has of an installation that becomes an edge: what is Discord's, and a copy of the race as it stands. */
import type { Rows } from '../../store/rows.ts';
import { take } from '../../store/take.ts';
import { CHANGES, TABLES } from '../tables.ts';

/** Nothing of these is left out. */
const DISCORDS: ReadonlySet<string> = new Set([
  'migrations',
  // Who is who, which only Discord can prove.
  'links',
  'former_links',
  // Cards and messages: what they say, where they stand, what is still to be sent.
  'outbox',
  'outbox_messages',
  'outbox_moved',
  'outbox_files',
  'installation',
  // What Discord was told of commands, was promised as replies, and what /setup has made there.
  'discord_commands',
  'discord_replies',
  'discord_setup',
  // What its owner was told already.
  'doctor_notes',
]);

/** What is told of a race goes on from how that stands; of earlier runs the edge knows. */
const RACES: Readonly<Record<string, string>> = {
  runs: '0',
  snapshots: 'run <> (SELECT run FROM runs WHERE runs.server = snapshots.server)',
  driven_laps: 'run <> (SELECT run FROM runs WHERE runs.server = driven_laps.server)',
  events: 'run <> (SELECT run FROM runs WHERE runs.server = events.server)',
};

/**
 * @param from a backup, or the DATA_DIR of a Pitwall that is stopped
 * @throws UserError where that cannot be
 */
export const takeForHub = (from: string, directory: string): void =>
  take({ from, directory, rooms: TABLES, changes: CHANGES, reduce });

function reduce(rows: Rows): void {
  const tables = rows.all<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  for (const { name } of tables) if (!DISCORDS.has(name)) rows.run(`DELETE FROM ${name} WHERE ${RACES[name] ?? '1'}`);
  // What nobody has any more was counted by its edge.
  rows.run("DELETE FROM sqlite_sequence WHERE name <> 'outbox'");
}
