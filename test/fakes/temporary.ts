import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new directory for whatever a test leaves behind. Test files share a process, so it cannot go with one of them. */
export const temporaryDirectory = (name: string): string =>
  mkdtempSync(join(process.env.PITWALL_TEST_DIRECTORY ?? tmpdir(), `${name}-`));
