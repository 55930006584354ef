/** The file of settings, .env in the folder that Pitwall is started in. */
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { messageOf, UserError } from '../kit/errors.ts';

const NAME = '.env';

/**
 * What it sets, by name; nothing if there is none.
 *
 * @throws UserError if it cannot be read
 */
export function readEnvFile(): Readonly<Record<string, string | undefined>> {
  try {
    return parseEnv(readFileSync(NAME, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new UserError(`${NAME} cannot be read: ${messageOf(error)}.`);
  }
}

/** The names of all its lines, known or not. */
export const namesInEnvFile = (): readonly string[] => namesAmong(readEnvFile());

export const namesInText = (text: string): readonly string[] => namesAmong(parseEnv(text));

/** A byte order mark is no letter of a name; the doctor reports it. */
const namesAmong = (set: object): readonly string[] => Object.keys(set).map((name) => name.replace(/^\uFEFF/, ''));

/**
 * Adds what the file sets to the environment, which takes precedence. An empty variable there counts as left out, as
 * a compose file passes on one that nobody has set.
 */
export function addSettings(
  environment: Record<string, string | undefined>,
  file: Readonly<Record<string, string | undefined>>,
): void {
  for (const [name, value] of Object.entries(file)) {
    if ((environment[name] ?? '').trim() === '') environment[name] = value;
  }
}
