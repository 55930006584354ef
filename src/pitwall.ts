/** The one program: see `program.ts`, which is read once V8's spaces are kept small. */
import './kit/heap.ts';

await import('./program.ts');
