import { randomInt } from 'node:crypto';
import fc from 'fast-check';

const { SEED = '20261122' } = process.env;

/** The seed of every random run: always the same, unless `SEED` is another number, or `random` for a random one. */
export const seed = SEED === 'random' ? randomInt(2 ** 31) : Number(SEED);

fc.configureGlobal({
  seed,
  reporter(run) {
    if (!run.failed) return;
    const again = `SEED=${run.seed} runs it again.`;
    throw new Error(`${fc.defaultReportMessage(run)}\n\n${again}`, { cause: run.errorInstance });
  },
});
