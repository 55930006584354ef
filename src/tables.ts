import { lobbyTables } from './acserver/lobbyTable.ts';
import { processTables } from './acserver/processTable.ts';
import { banTables } from './actions/banTable.ts';
import { gridTables } from './actions/grid/saves.ts';
import { linkTables } from './actions/links.ts';
import { stagedEditsTables } from './actions/stagedEdits.ts';
import { auditTables } from './command/audit.ts';
import { loadTables } from './control/loadTable.ts';
import { commandsTables } from './discord/commandsTable.ts';
import { outboxTables } from './discord/outbox/table.ts';
import { repliesTables } from './discord/replies.ts';
import { optInTables } from './extrainfo/optIns.ts';
import { incidentTables } from './incidents/table.ts';
import { penaltyTables } from './penalties/ledger.ts';
import { sessionTables } from './penalties/sessionTable.ts';
import { journalTables } from './race/journal.ts';
import type { Tables } from './store/migrations.ts';

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
  incidentTables,
  optInTables,
  outboxTables,
  commandsTables,
  repliesTables,
];
