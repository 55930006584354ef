import { auditTables } from '../command/audit.ts';
import { commandsTables } from '../discord/interactions/commandsTable.ts';
import { deferralTables } from '../discord/interactions/deferrals.ts';
import { outboxTables } from '../discord/outbox/table.ts';
import { calendarTables } from '../features/calendar/table.ts';
import { carryOverTables } from '../features/carryover/table.ts';
import { banTables } from '../features/drivers/banTable.ts';
import { optInTables } from '../features/extrainfo/optIns.ts';
import { gridTables } from '../features/grid/saves.ts';
import { stagedEditsTables } from '../features/grid/stagedEdits.ts';
import { loadTables } from '../features/handicaps/table.ts';
import { incidentTables } from '../features/incidents/table.ts';
import { linkTables } from '../features/links/links.ts';
import { lobbyTables } from '../features/lobby/table.ts';
import { penaltyTables } from '../features/penalties/ledger.ts';
import { sessionTables } from '../features/results/table.ts';
import { processTables } from '../live/processTable.ts';
import { journalTables } from '../race/journal.ts';
import type { Tables } from '../store/migrations.ts';

/** Every room's tables, in the order in which they are made. */
export const TABLES: readonly Tables[] = [
  processTables,
  lobbyTables,
  journalTables,
  auditTables,
  linkTables,
  stagedEditsTables,
  gridTables,
  banTables,
  loadTables,
  penaltyTables,
  sessionTables,
  calendarTables,
  carryOverTables,
  incidentTables,
  optInTables,
  outboxTables,
  commandsTables,
  deferralTables,
];
