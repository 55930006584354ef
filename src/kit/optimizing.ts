/**
 * Whether V8 optimizes what runs often. While modules are loaded that is Node's own reading of them: optimizing it takes a
 * third of the start's processor time, 8 MB of the C library's pools, and is of no use a second later.
 *
 * By how long a function may be: told to optimize nothing at all, V8 from 13 on would leave what ran often meanwhile as it is
 * for good.
 */
import { setFlagsFromString } from 'node:v8';

/** Bytes of its own code, as V8 has it by itself. */
const LONGEST = 60 * 1024;

/**
 * How soon, by the number of V8: by itself it optimizes what a question runs after some thousand of them, and a program that
 * asks once a second has waited longer for an hour by then. Up to 11 it counts the bytes of code that have run, behind it the calls
 * of a function; from 13 on Maglev does most of it after 400, and sooner is no quicker. One server takes 4 MB more by it after an hour.
 */
const SOON: Readonly<Record<number, string>> = {
  11: '--interrupt-budget=5000',
  12: '--invocation-count-for-turbofan=500',
};

export function optimizeNothing(): void {
  setFlagsFromString('--max-optimized-bytecode-size=0');
}

export function optimize(): void {
  setFlagsFromString(`--max-optimized-bytecode-size=${LONGEST}`);
  const soon = SOON[Number.parseInt(process.versions.v8, 10)];
  if (soon !== undefined) setFlagsFromString(soon);
}
