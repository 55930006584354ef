/** The settings to be written to .env: the current ones and the changes. */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { type LineChange, type Settings, withSettings } from '../config/write.ts';
import { messageOf, UserError } from '../kit/errors.ts';

export class Draft {
  readonly #path: string;
  readonly #before: string;
  readonly #known: Readonly<Record<string, string | undefined>>;
  readonly #changed = new Map<string, string | undefined>();

  /** @throws UserError for a file that cannot be read or is not a settings file */
  constructor(path: string) {
    this.#path = path;
    this.#before = readIfThere(path);
    this.#known = parseEnv(this.#before);
  }

  /**
   * Call before asking anything or creating anything on Discord, to be sure that the result can be written.
   *
   * @throws UserError
   */
  tryFolder(): void {
    try {
      const beside = besideOf(this.#path);
      writeFileSync(beside, '', { mode: 0o600, flag: 'wx' });
      rmSync(beside);
    } catch (error) {
      throw new UserError(
        `${this.#path} cannot be written: ${messageOf(error)}. Start the set-up in a folder that is yours.`,
      );
    }
  }

  get(name: string): string | undefined {
    const value = this.#changed.has(name) ? this.#changed.get(name) : this.#known[name];
    return value === '' ? undefined : value;
  }

  /** Undefined removes the setting from the file. */
  set(name: string, value: string | undefined): void {
    this.#changed.set(name, value);
  }

  /** Only real changes: a line with the same value in other quotes stays. */
  changes(): readonly LineChange[] {
    return this.#written().changes;
  }

  /**
   * Writes the file, readable only by its owner; the previous one is kept next to it.
   *
   * @param first a new file that has the settings taken out of this one, so it is written before
   * @throws UserError; the old file is then unchanged, and there is no new one
   */
  write(first?: NewFile): { readonly kept: string | undefined } {
    const { text } = this.#written();
    const kept = this.#before === '' ? undefined : `${this.#path}.old`;
    if (readIfThere(this.#path) !== this.#before)
      throw new UserError(`${this.#path} was changed by somebody else meanwhile, so it was left as it is.`);
    if (first) replaceFile(first.path, first.text);
    try {
      replaceFile(this.#path, text, kept);
    } catch (error) {
      if (first) rmSync(first.path, { force: true });
      throw error;
    }
    return { kept };
  }

  #written() {
    const settings: Settings = Object.fromEntries(
      [...this.#changed].filter(([name, value]) => (this.#known[name] || undefined) !== (value || undefined)),
    );
    return withSettings(this.#before, settings);
  }
}

interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** The temporary file, which is written first and then renamed. */
const besideOf = (path: string): string => `${path}.${process.pid}.new`;

/** @throws UserError; the previous file is then unchanged */
export function replaceFile(path: string, text: string, kept?: string): void {
  const beside = besideOf(path);
  try {
    writeFileSync(beside, text, { mode: 0o600, flag: 'wx', flush: true });
    if (kept !== undefined) writeFileSync(kept, readFileSync(path), { mode: 0o600 });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new UserError(`${path} cannot be written: ${messageOf(error)}.`);
  }
}

const MOST_BYTES = 1_000_000;

function readIfThere(path: string): string {
  if (!existsSync(path)) return '';
  try {
    if (!statSync(path).isFile() || statSync(path).size > MOST_BYTES) throw new Error('it is no file of settings');
    const bytes = readFileSync(path);
    if (bytes.includes(0)) throw new Error('it is not plain UTF-8');
    return bytes.toString('utf8');
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${messageOf(error)}. It was left as it is.`);
  }
}
