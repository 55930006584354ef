import { defineConfig } from 'vitest/config';

/** What is handed out: packed, installed from the registry into an empty folder, and run there. */
export default defineConfig({
  test: {
    include: ['test/package/**/*.test.ts'],
    globalSetup: 'test/globalSetup.ts',
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // They wait for the registry and for processes more than they work.
    maxWorkers: 2,
  },
});
