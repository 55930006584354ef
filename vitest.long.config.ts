import { defineConfig } from 'vitest/config';

/** Kill, fuzz and soak runs, and what starts the built programs: seeded, minutes instead of seconds. */
export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts', 'test/**/*.long.test.ts'],
    globalSetup: 'test/globalSetup.ts',
    setupFiles: 'test/seed.ts',
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // They start processes, each on ports of its own, and wait for those more than they work.
    maxWorkers: 2,
    // As in vitest.config.ts.
    experimental: { fsModuleCache: true },
  },
});
