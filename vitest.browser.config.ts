import { defineConfig } from 'vitest/config';

/** The page of the local Discord in a real browser. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 60_000,
    // Real processes share the machine with whatever else runs there; a fault of ours fails twice.
    retry: process.env.CI ? 1 : 0,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
