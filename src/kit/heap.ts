/**
 * Run before anything else is read. What is new has little space (`newSpace.ts`), and what is old may grow by a third before
 * it is looked through, in the place of threefold. One server takes 30 MB less by that, and no more of a processor.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { keepNewSpaceSmall } from './newSpace.ts';

keepNewSpaceSmall();
setFlagsFromString('--heap-growing-percent=30');

/**
 * Throws away what the loading of modules has left behind, before anything else grows beside it: some 5 MB that are given
 * back for good. It takes 20 ms.
 */
export function tidyHeap(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof collect === 'function') collect();
}
