/**
 * Run before anything else is read. What is new has little space (`newSpace.ts`), and what is old may grow by a third before
 * it is looked through, in the place of threefold. One server takes 30 MB less by that, and no more of a processor.
 * What is new is cleared often then, and next to nothing of it is kept: waking threads to help takes longer than the work.
 */
import { setFlagsFromString } from 'node:v8';
import { keepNewSpaceSmall } from './newSpace.ts';

keepNewSpaceSmall();
setFlagsFromString('--no-parallel-scavenge');
setFlagsFromString('--heap-growing-percent=30');
