/**
 * Temporary files of the quick tests are in memory if there is room: the tests make thousands of stores, and each waits
 * for the disk at every commit. Kills and cuts are tested on the disk, by test:long.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const ROOM_BYTES = 2 * 1024 ** 3;

export default function setup(): void {
  if (process.env.TMPDIR === undefined && isUsable()) process.env.TMPDIR = MEMORY;
}

/** In a container it is often small, or no program in it may be executed. */
function isUsable(): boolean {
  let directory: string | undefined;
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ROOM_BYTES) return false;
    directory = mkdtempSync(join(MEMORY, 'pitwall-try-'));
    const program = join(directory, 'program');
    writeFileSync(program, '#!/bin/sh\nexit 0\n', { mode: 0o700 });
    return spawnSync(program).status === 0;
  } catch {
    return false;
  } finally {
    if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
  }
}
