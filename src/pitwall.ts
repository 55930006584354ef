/** The program: see `program.ts`, which is loaded after V8's heap flags are set. */
import './kit/heap.ts';

await import('./program.ts');
