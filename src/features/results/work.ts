/**
 * Calculations on a results file, from plain data to plain data. A large file is handled in a separate thread, so that
 * the file with its laps and contacts never burdens the main thread.
 */
import { type FinishedRace, finishedRace } from '../../acserver/results/finished.ts';
import { readResults } from '../../acserver/results/read.ts';
import type { Results } from '../../acserver/results/schema.ts';
import type { Amendment, ClassificationRow } from '../../events/classification.ts';
import type { Penalty } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import { readLaps } from '../../race/laps.ts';
import { amendedFile, classified, penalised } from './classification.ts';
import { amendedFor, type ExportedFile, type SentFile } from './exports.ts';
import { type Kept, keepAmended, writeExports } from './files.ts';
import { withOwnLaps } from './ownResults.ts';

/** Our own observations, as stored. */
interface OwnSource {
  readonly own: string;
  readonly laps: readonly string[];
}

/** The path of a results file, or our own observations. */
export type Source = { readonly path: string } | OwnSource;

export interface ResultAsk {
  readonly source: Source;
  readonly penalties: readonly Penalty[];
  /** The folder and base name of the amended copy, without the suffix; absent if there is none. */
  readonly amended?: { readonly directory: string; readonly base: string } | undefined;
}

/** Rows have no race numbers; those are in the roster. */
export interface ResultAnswer {
  readonly rows: readonly ClassificationRow[];
  readonly amendments: readonly Amendment[];
  readonly kept?: Kept | undefined;
}

export interface ExportAsk {
  readonly source: Source;
  readonly penalties: readonly Penalty[];
  readonly base: string;
  /** The game server's directory; undefined if it is out of reach. */
  readonly directory: string | undefined;
}

export interface ExportAnswer extends Pick<ResultAnswer, 'rows' | 'amendments'> {
  readonly type: string;
  /** Empty if nobody drove a lap. */
  readonly files: readonly SentFile[];
  readonly kept: Kept;
}

export interface RaceAsk {
  readonly source: Source;
  /** The penalties that count; undefined if unknown. */
  readonly penalties: readonly Penalty[] | undefined;
}

/** Refusals are UserErrors. */
export interface ResultsWork {
  result(ask: ResultAsk): Promise<ResultAnswer>;
  export(ask: ExportAsk): Promise<ExportAnswer>;
  race(ask: RaceAsk): Promise<FinishedRace>;
}

export const resultsWork: ResultsWork = {
  async result({ source, penalties, amended }) {
    const file = 'path' in source ? await readResults(source.path) : readOwn(source);
    const { rows, amendments } = classified(file, penalties);
    mustBeFew(rows);
    if (!amended) return { rows, amendments };
    const contents = () => amendedFile(file, penalties);
    const kept = await keepAmended(amended.directory, amended.base, contents, amendments.length > 0);
    return { rows, amendments, kept };
  },

  async export({ source, penalties, base, directory }) {
    const file = 'path' in source ? await readResults(source.path) : readOwn(source);
    const { rows, amendments } = classified(file, penalties);
    mustBeFew(rows);
    if (!rows.some(({ laps }) => laps > 0)) return { type: file.type, rows, amendments, files: [], kept: {} };
    const files = amendedFor(file, penalties, base);
    const kept = await writeExports(directory, files);
    return { type: file.type, rows, amendments, files: files.map(toSend), kept };
  },

  async race({ source, penalties }) {
    const results = 'path' in source ? await readResults(source.path) : readOwn(source);
    const race = finishedRace(penalties ? penalised(results, penalties) : results);
    mustBeFew(race.order);
    mustBeFew(race.cars);
    return race;
  },
};

const readOwn = ({ own, laps }: OwnSource): Results => withOwnLaps(JSON.parse(own) as Results, readLaps(laps));

/** Discord accepts 10 MB in total. */
const MOST_SENT = 4_000_000;

const toSend = ({ name, content }: ExportedFile): SentFile => ({
  name,
  content: content.length <= MOST_SENT ? content : undefined,
});

/** A public server that runs for days without ending a session has fewer; transferring more would take too long. */
const MOST_ROWS = 2000;

function mustBeFew(rows: readonly unknown[]): void {
  if (rows.length > MOST_ROWS)
    throw new UserError(`The results list ${rows.length} drivers, but at most ${MOST_ROWS} are supported.`);
}

/** A job for the thread. */
export type ResultsJob =
  | { readonly kind: 'result'; readonly ask: ResultAsk }
  | { readonly kind: 'export'; readonly ask: ExportAsk }
  | { readonly kind: 'race'; readonly ask: RaceAsk };

export function workOn(job: ResultsJob): Promise<unknown> {
  if (job.kind === 'result') return resultsWork.result(job.ask);
  return job.kind === 'export' ? resultsWork.export(job.ask) : resultsWork.race(job.ask);
}
