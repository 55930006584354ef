/** Reads the settings of each server from penalties.ini. */
import { type PenaltiesFile, sectionsOf } from '../../config/penaltiesFile.ts';
import { UserError } from '../../kit/errors.ts';
import { type PenaltySettings, readPenaltySettings } from './settings.ts';

/** @throws UserError with one sentence and line per problem, all at once */
export function readPenaltiesFile(
  file: PenaltiesFile,
  servers: readonly string[],
): ReadonlyMap<string, PenaltySettings> {
  const written = sectionsOf(file);
  const read = servers.map((server) => ({
    server,
    ...readPenaltySettings(written, { server, servers, file: file.name }),
  }));
  const problems = [...new Set(read.flatMap((each) => each.problems))];
  if (problems.length > 0) throw new UserError(problems.join('\n'));
  return new Map(read.map(({ server, settings }) => [server, settings]));
}
