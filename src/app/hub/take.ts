/**
 * What a new hub takes from an installation that becomes an edge: everything about Discord, and the current race state.
 */
import type { Rows } from '../../store/rows.ts';
import { take } from '../../store/take.ts';
import { CHANGES, TABLES } from '../tables.ts';

/** Tables that are copied completely. */
const DISCORDS: ReadonlySet<string> = new Set([
  'migrations',
  // Links between people and drivers, which only Discord can confirm.
  'links',
  'former_links',
  // Cards and messages: their content, where they are posted, and what is still to be sent.
  'outbox',
  'outbox_messages',
  'outbox_moved',
  'outbox_files',
  'installation',
  // The commands registered with Discord, the replies still owed, and what /setup has made there.
  'discord_commands',
  'discord_replies',
  'discord_setup',
  // Warnings that the owner has already had.
  'doctor_notes',
]);

/** The rows to delete per table. The hub continues from the current run; the edge keeps earlier ones. */
const RACES: Readonly<Record<string, string>> = {
  runs: '0',
  snapshots: 'run <> (SELECT run FROM runs WHERE runs.server = snapshots.server)',
  driven_laps: 'run <> (SELECT run FROM runs WHERE runs.server = driven_laps.server)',
  events: 'run <> (SELECT run FROM runs WHERE runs.server = events.server)',
};

/**
 * @param from a backup, or the DATA_DIR of a stopped Pitwall
 * @throws UserError when that is not possible
 */
export const takeForHub = (from: string, directory: string): void =>
  take({ from, directory, rooms: TABLES, changes: CHANGES, reduce });

function reduce(rows: Rows): void {
  const tables = rows.all<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  for (const { name } of tables) if (!DISCORDS.has(name)) rows.run(`DELETE FROM ${name} WHERE ${RACES[name] ?? '1'}`);
  // Numbers of deleted rows were given by the edge, which goes on counting them.
  rows.run("DELETE FROM sqlite_sequence WHERE name <> 'outbox'");
}
