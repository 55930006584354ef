import { setFlagsFromString } from 'node:v8';
import { type ResourceLimits, Worker } from 'node:worker_threads';

/**
 * V8 lets the young generation grow to 48 MB while modules load, and rarely gives it back. Pitwall allocates little, so
 * 1 MB is enough.
 */
export function keepNewSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** How often the flag is set again while a thread starts, ms. */
const AGAIN_MS = 1;

/**
 * A worker that does not keep the process alive. When it gets its own heap, a moment after this call, V8 resets the
 * growth of the young generation to twofold for all threads: sixty pictures drawn in one grew the main one's by 40 MB.
 */
export function startWorker(program: URL, resourceLimits: ResourceLimits): Worker {
  const worker = new Worker(program, { resourceLimits });
  worker.unref();
  const again = setInterval(keepNewSpaceSmall, AGAIN_MS).unref();
  const stop = (): void => {
    clearInterval(again);
    keepNewSpaceSmall();
  };
  worker.once('online', stop);
  worker.once('exit', stop);
  return worker;
}
