import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // What starts the built programs, or takes long by itself, is run by test:long.
    exclude: ['test/long/**', '**/*.long.test.ts', 'test/judges/**', 'test/browser/**', 'test/package/**'],
    globalSetup: ['test/inMemory.ts', 'test/globalSetup.ts'],
    setupFiles: 'test/seed.ts',
    // Longer than test/eventually.ts waits, so that who waits in vain says for what.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 90_000 } },
    // Loading discord.js anew for every file would take longer than the tests; no module here keeps state.
    isolate: false,
    // One core is left free otherwise; on a machine with two that is half of them.
    maxWorkers: '100%',
    // What TypeScript becomes is kept below node_modules by its contents: to make it anew takes a third of a short run.
    experimental: { fsModuleCache: true },
  },
});
