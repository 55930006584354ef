/** The result of a session that is over: from the game server's file, or from our own laps if it cannot be read. */
import { basename } from 'node:path';
import { resultsPath } from '../../acserver/results/names.ts';
import type { Classification, ClassificationRow } from '../../events/classification.ts';
import { UserError } from '../../kit/errors.ts';
import { sessionName } from '../../texts/names.ts';
import type { NumberOf } from './classification.ts';
import { NAMES_IN_THE_GAME, type ResultExport, tableFor } from './exports.ts';
import { type Kept, writeExports } from './files.ts';
import type { ResultsParts } from './parts.ts';
import { penaltiesOfRace } from './resultPenalties.ts';
import type { EndedSession } from './table.ts';
import type { Source } from './work.ts';

export async function workOut(parts: ResultsParts, ended: EndedSession): Promise<Classification> {
  const { calendar, ledger, work, directory } = parts;
  const { run, session, name, kind, final, version, reopened } = ended;
  const { id, continuedBy } = calendar.of(run, session) ?? {};
  const isLast = continuedBy === undefined;
  const penalties = isLast ? penaltiesOfRace(ledger, calendar.keysOf(run, session)) : [];
  const base = baseOf(ended, id);
  const { done, isFile } = await fromFileOrOwn(parts, ended, (source) => {
    const amended = 'path' in source && directory !== undefined ? { directory, base } : undefined;
    return work.result({ source, penalties, amended });
  });
  return {
    run,
    session,
    id,
    continuedBy,
    name,
    kind,
    source: isFile ? 'results file' : 'own laps',
    rows: numbered(done.rows, parts.numberOf),
    amendments: done.amendments,
    file: folderOf(parts, done.kept),
    final,
    version: version > 1 ? version : undefined,
    reopened,
  };
}

/** @param of the session's name in messages */
export async function exportResult(
  parts: ResultsParts,
  ended: EndedSession,
  of: string,
): Promise<Pick<ResultExport, 'files' | 'folder'>> {
  const { calendar, ledger, work, directory, points, numberOf, names = NAMES_IN_THE_GAME } = parts;
  const { run, session } = ended;
  const penalties = penaltiesOfRace(ledger, calendar.keysOf(run, session));
  const base = baseOf(ended, calendar.of(run, session)?.id);
  const { done } = await fromFileOrOwn(parts, ended, (source) => work.export({ source, penalties, base, directory }));
  if (done.files.length === 0) throw new UserError(`${of} has no laps: there is nothing to export.`);
  const table = tableFor({ ...done, rows: numbered(done.rows, numberOf) }, points, { base, names });
  const kept = done.kept.in === undefined ? done.kept : await writeExports(directory, [table]);
  const folder = folderOf(parts, kept);
  const files = [...done.files, table];
  if (folder === undefined && files.some(({ content }) => content === undefined))
    throw new UserError(`The result of ${of} is too large to be sent, and cannot be written beside the server's own.`);
  return { files, folder };
}

/** Works on the results file, or on our own laps if there is no readable file. */
async function fromFileOrOwn<T>(
  { directory, log, table }: ResultsParts,
  { run, session, resultsFile }: EndedSession,
  work: (source: Source) => Promise<T>,
): Promise<{ readonly done: T; readonly isFile: boolean }> {
  if (directory !== undefined && resultsFile !== undefined) {
    try {
      return { done: await work({ path: resultsPath(directory, resultsFile) }), isFile: true };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      log.warn({ reason: error.message }, 'the results file cannot be read; our own laps stand in for it');
    }
  }
  const laps = await table.laps(run, session);
  return { done: await work({ own: table.own(run, session), laps }), isFile: false };
}

const numbered = (
  rows: readonly ClassificationRow[],
  numberOf: NumberOf = () => undefined,
): readonly ClassificationRow[] => rows.map((row) => ({ ...row, number: numberOf(row.guid) }));

/** Where it was written. If writing failed, that is logged. */
function folderOf({ log }: Pick<ResultsParts, 'log'>, kept: Kept | undefined): string | undefined {
  if (kept?.problem !== undefined) log.warn({ reason: kept.problem }, 'the amended results could not be written');
  return kept?.in;
}

/** The base name of exported files: that of the game server's file, otherwise the session's number. */
const baseOf = ({ resultsFile, run, session, kind }: EndedSession, id: number | undefined): string =>
  resultsFile === undefined
    ? `${id === undefined ? `${run}_${session}` : sessionName({ id })}_${kind.toUpperCase()}`
    : basename(resultsFile.replaceAll('\\', '/'), '.json');
