/**
 * Run before anything else is read. What is new has little space (`newSpace.ts`), and what is old may grow by a tenth before
 * it is looked through, in the place of threefold: but for the last flag it would be 8 MB at least. One server takes 40 MB
 * less by that, and no more of a processor.
 * What is new is cleared often then, and next to nothing of it is kept: waking threads to help takes longer than the work.
 */
import { setFlagsFromString } from 'node:v8';
import { keepNewSpaceSmall } from './newSpace.ts';

keepNewSpaceSmall();
setFlagsFromString('--no-parallel-scavenge');
setFlagsFromString('--heap-growing-percent=10');
setFlagsFromString('--optimize-for-size');
// Of WebAssembly there is a parser of HTTP, which one of Discord's answers a second does not wait for. Optimizing it takes
// 30 MB of the C library's pools, of which those keep more than a third.
setFlagsFromString('--no-wasm-tier-up');
setFlagsFromString('--no-wasm-dynamic-tiering');
