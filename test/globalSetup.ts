import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One directory for what tests leave behind; it goes when all of them are through. */
export default function setup(): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-test-'));
  process.env.PITWALL_TEST_DIRECTORY = directory;
  return () => rmSync(directory, { recursive: true, force: true });
}
