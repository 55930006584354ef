import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/long/**', 'test/judges/**', 'test/browser/**'],
    testTimeout: 10_000,
  },
});
