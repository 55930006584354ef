import type { Clock } from '../../kit/clock.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import { TooLarge } from '../../kit/fileSizes.ts';
import { sleep } from '../../kit/wait.ts';
import { readFileOf } from '../readFile.ts';
import { type Results, resultsFile } from './schema.ts';

/**
 * Reads a results file as acServer or its manager wrote it (`name` is used in errors). Throws UserError naming the file
 * and what was expected.
 */
export function parseResults(bytes: Buffer, name: string): Results {
  const raw = parseJson(bytes.toString('utf8').replace(/^\ufeff/, ''), name);
  const parsed = resultsFile.safeParse(raw);
  if (parsed.success) return { ...parsed.data, raw: raw as Record<string, unknown> };
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'the whole';
  throw new UserError(
    `${name} is not a results file of acServer: ${where}: ${issue?.message.replace('Invalid input: ', '')}.`,
  );
}

/** Throws UserError if the file is missing or broken, TooLarge if it is too large. */
export async function readResults(path: string): Promise<Results> {
  return parseResults(await readExisting(path), path);
}

async function readExisting(path: string): Promise<Buffer> {
  try {
    return await readFileOf('results file', path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`The results file ${path} could not be read: ${messageOf(error)}.`);
  }
}

/** Reads a file that was just announced. END_SESSION can come before it is complete, so a failure is retried once. */
export async function onceComplete<T>({ clock }: { readonly clock: Clock }, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TooLarge) throw error;
    await sleep(clock, COMPLETION_MS);
    return await read();
  }
}

const COMPLETION_MS = 250;

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseEscaped(text, name);
  }
}

function parseEscaped(text: string, name: string): unknown {
  try {
    return JSON.parse(escapeControls(text));
  } catch {
    throw new UserError(`${name} is not a results file of acServer: complete JSON was expected.`);
  }
}

/** Names may contain raw control characters, which JSON forbids inside strings. */
function escapeControls(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"/gs, (literal) =>
    literal.replace(/[\0-\x1f]/g, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}
