/** `pitwall start` alone: see `start.ts`, which is read once V8's spaces are kept small. */
import './kit/heap.ts';
import { optimizeNothing } from './kit/optimizing.ts';

optimizeNothing();
await import('./start.ts');
