import type { Logger } from 'pino';
import { type ReadRosterFile, Roster } from '../features/roster/roster.ts';
import { UserError } from '../kit/errors.ts';

/** Loads the league's drivers. Problems in the file are logged; the other drivers are known. */
export function openRoster({
  rosterFile,
  log,
}: {
  readonly rosterFile?: ReadRosterFile | undefined;
  readonly log: Pick<Logger, 'warn'>;
}): Roster {
  const roster = new Roster(rosterFile);
  try {
    for (const problem of roster.load().problems) log.warn(problem);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.warn(error.message);
  }
  return roster;
}
