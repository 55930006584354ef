import { auditTables } from '../command/audit.ts';
import { commandsTables } from '../discord/interactions/commandsTables.ts';
import { deferralTables } from '../discord/interactions/deferralTables.ts';
import { keysByServer } from '../discord/outbox/keysByServer.ts';
import { outboxTables } from '../discord/outbox/schema.ts';
import { setupTables } from '../discord/session/setupTables.ts';
import { doctorTables } from '../doctor/notes.ts';
import { appealTables } from '../features/appeals/table.ts';
import { calendarTables } from '../features/calendar/table.ts';
import { carryOverTables } from '../features/carryover/table.ts';
import { decisionsByPlace, penaltiesByPlace } from '../features/decisions/byPlace.ts';
import { fromVerdicts } from '../features/decisions/fromVerdicts.ts';
import { licencePoints } from '../features/decisions/licencePoints.ts';
import { decisionTables } from '../features/decisions/table.ts';
import { documentTables } from '../features/documents/table.ts';
import { banTables } from '../features/drivers/banTable.ts';
import { optInTables } from '../features/extrainfo/optIns.ts';
import { greetingTables } from '../features/greeting/table.ts';
import { gridTables } from '../features/grid/saves.ts';
import { stagedEditsTables } from '../features/grid/stagedEdits.ts';
import { loadTables } from '../features/handicaps/table.ts';
import { incidentTables } from '../features/incidents/table.ts';
import { proposalTables } from '../features/judging/docket.ts';
import { linkTables } from '../features/links/links.ts';
import { lobbyTables } from '../features/lobby/table.ts';
import { noticeTables } from '../features/notices/table.ts';
import { finalBefore } from '../features/penalties/finalBefore.ts';
import { penaltyTables } from '../features/penalties/ledger.ts';
import { standingPenalties } from '../features/penalties/schema.ts';
import { sessionTables } from '../features/results/table.ts';
import { trackTables } from '../features/track/table.ts';
import { fleetTables } from '../fleet/tables.ts';
import { processTables } from '../live/processTable.ts';
import { journalTables } from '../race/journal.ts';
import type { StoreChange, Tables } from '../store/migrations.ts';
import { openStore, type Store, type StoreOptions } from '../store/store.ts';

/** Every room's tables, in the order in which they are created. */
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
  decisionTables,
  penaltyTables,
  sessionTables,
  calendarTables,
  carryOverTables,
  incidentTables,
  appealTables,
  documentTables,
  noticeTables,
  greetingTables,
  proposalTables,
  trackTables,
  optInTables,
  outboxTables,
  commandsTables,
  deferralTables,
  doctorTables,
  setupTables,
  fleetTables,
];

/** Migrations that touch the tables of several rooms, in the order in which they were added. */
export const CHANGES: readonly StoreChange[] = [
  fromVerdicts,
  finalBefore,
  licencePoints,
  keysByServer,
  decisionsByPlace,
  penaltiesByPlace,
  standingPenalties,
];

/** The store of an installation. Every program opens it this way, so that each knows all migrations. */
export const openOwnStore = (directory: string, options: Omit<StoreOptions, 'changes'> = {}): Store =>
  openStore(directory, TABLES, { ...options, changes: CHANGES });
