import { defineConfig } from 'vitest/config';

/** Kill, fuzz and soak runs: seeded, minutes instead of seconds, one file at a time because they start processes. */
export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts'],
    testTimeout: 120_000,
    fileParallelism: false,
  },
});
