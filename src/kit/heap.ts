/**
 * Run before anything else is read. What is new lies in a space that V8 lets grow to 48 MB while a program loads its
 * modules, and seldom gives back: Pitwall makes little that is new, and 1 MB does. What is old may grow by a third before
 * it is looked through, in the place of threefold. One server takes 30 MB less by that, and no more of a processor.
 * What is new is cleared often then, and next to nothing of it is kept: waking threads to help takes longer than the work.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--no-parallel-scavenge');
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
