import fc from 'fast-check';

/** Random runs: a failure prints the seed, and the same seed makes the same run. */
const { SEED } = process.env;

fc.configureGlobal({
  seed: SEED === undefined ? undefined : Number(SEED),
  reporter(run) {
    if (!run.failed) return;
    const again = `SEED=${run.seed} runs it again.`;
    throw new Error(`${fc.defaultReportMessage(run)}\n\n${again}`, { cause: run.errorInstance });
  },
});
