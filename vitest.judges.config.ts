import { defineConfig } from 'vitest/config';

/** The local Discord before judges its authors did not write: Discord's own document, other client libraries. */
export default defineConfig({
  test: {
    include: ['test/judges/**/*.test.ts'],
    globalSetup: 'test/globalSetup.ts',
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
  },
});
