import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const KEPT_LOGS = 10;
/** Enough for the last lines of a Go panic. */
const TAIL_BYTES = 16 * 1024;

/** The name of one start: UTC, sortable, without the colons that Windows refuses: 2026-01-01T12-00-00.000Z. */
export const stampOf = (utcMs: number): string => new Date(utcMs).toISOString().replaceAll(':', '-');

/**
 * Opens a new log for appending, after deleting the oldest. The caller closes `fd` once the child has it. Appending
 * matters: if the file is truncated under the writer, it goes on at the new end instead of leaving a hole.
 */
export function openLog(directory: string, stamp: string, program = 'acserver'): { path: string; fd: number } {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const old = logsIn(directory, program).slice(0, 1 - KEPT_LOGS);
  for (const name of old) rmSync(join(directory, name), { force: true });
  const path = join(directory, `${program}-${stamp}.log`);
  return { path, fd: openSync(path, 'a', 0o600) };
}

export function lastLinesOf(path: string, count = 10): string[] {
  try {
    const file = openSync(path, 'r');
    try {
      return linesOf(readTail(file)).slice(-count);
    } finally {
      closeSync(file);
    }
  } catch {
    return [];
  }
}

const logsIn = (directory: string, program: string): string[] =>
  readdirSync(directory)
    .filter((name) => name.startsWith(`${program}-`) && name.endsWith('.log'))
    .sort();

function readTail(file: number): { text: string; cut: boolean } {
  const { size } = fstatSync(file);
  const start = Math.max(0, size - TAIL_BYTES);
  const bytes = Buffer.alloc(size - start);
  const read = readSync(file, bytes, 0, bytes.length, start);
  return { text: bytes.toString('utf8', 0, read), cut: start > 0 };
}

/** Without the half line at the beginning of the tail, and without empty lines. */
function linesOf({ text, cut }: { text: string; cut: boolean }): string[] {
  const lines = text.split(/\r?\n/);
  return lines.slice(cut && lines.length > 1 ? 1 : 0).filter((line) => line.trim() !== '');
}
