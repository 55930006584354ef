/**
 * Switches what V8 does differently while modules load. While modules load, the hot code is Node's own module loading. Optimizing it takes
 * a third of the start's processor time and 8 MB of the C library's pools, and is of no use a second later.
 *
 * The switch limits the length of functions that are optimized. If told to optimize nothing at all, V8 from 13 on would
 * never optimize the functions that became hot meanwhile.
 */
import { setFlagsFromString } from 'node:v8';

/** Bytes of bytecode; V8's own default. */
const LONGEST = 60 * 1024;

/**
 * How soon to optimize, by V8's major version. By default V8 optimizes the code of a query after some thousand runs,
 * which takes an hour at one query a second. Up to 11 it counts bytes of executed code, later calls of a function;
 * from 13 on Maglev does most of it after 400, and sooner is no faster. One server takes 4 MB more by it after an hour.
 */
const SOON: Readonly<Record<number, string>> = {
  11: '--interrupt-budget=5000',
  12: '--invocation-count-for-turbofan=500',
};

/**
 * The option of Node with which services start Pitwall; V8 reads it only then. V8 optimizes a function in another thread
 * 50 ms after it became hot. Otherwise it does so at once, which on one or two processors holds up the very answer that
 * made the function hot, for 3 to 8 ms.
 */
export const OPTIMIZE_LATER = '--concurrent-recompilation-delay=50';

export function optimizeNothing(): void {
  setFlagsFromString('--max-optimized-bytecode-size=0');
}

export function optimize(): void {
  setFlagsFromString(`--max-optimized-bytecode-size=${LONGEST}`);
  mayGrowWhileMarked();
  const soon = SOON[Number.parseInt(process.versions.v8, 10)];
  if (soon !== undefined) setFlagsFromString(soon);
}

/**
 * Ends `--optimize-for-size` of `heap.ts`. With it, a heap that reaches its limit stops the program until all of it is
 * marked: 60 to 90 ms while a large file is sent, when V8's helper threads have only begun. Without it, the heap may
 * pass its limit until they are done, and such a stop takes 3 to 12 ms. An hour of racing takes 3 MB more.
 */
function mayGrowWhileMarked(): void {
  setFlagsFromString('--no-optimize-for-size');
}
