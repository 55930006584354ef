import { setFlagsFromString } from 'node:v8';
import { type ResourceLimits, Worker } from 'node:worker_threads';

/**
 * What is new lies in a space that V8 lets grow to 48 MB while a program loads its modules, and seldom gives back:
 * Pitwall makes little that is new, and 1 MB does.
 */
export function keepNewSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** How often it is said while a thread begins, ms. */
const AGAIN_MS = 1;

/**
 * A thread that nothing waits for. V8 sets the growth back to twice as much for the whole program when a thread gets its
 * own memory, which is a moment after this: sixty pictures drawn in one let the main thread's grow by 40 MB.
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
