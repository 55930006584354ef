import { defineConfig } from 'vitest/config';

/** Kill, fuzz and soak runs: seeded, minutes instead of seconds, one file at a time because they start processes. */
export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts'],
    testTimeout: 120_000,
    // Real processes share the machine with whatever else runs there; a fault of ours fails twice.
    retry: process.env.CI ? 1 : 0,
    fileParallelism: false,
  },
});
