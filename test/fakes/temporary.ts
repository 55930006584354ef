import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Goes with the test process: test files share one, so it may not go with a single file. */
const root = mkdtempSync(join(tmpdir(), 'pitwall-test-'));
process.once('exit', () => rmSync(root, { recursive: true, force: true }));

/** A new directory for whatever a test leaves behind. */
export const temporaryDirectory = (name: string): string => mkdtempSync(join(root, `${name}-`));
