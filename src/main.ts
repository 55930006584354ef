/** `pitwall start` alone: see `start.ts`, which is loaded after V8's heap flags are set. */
import './kit/heap.ts';
import { optimizeNothing } from './kit/optimizing.ts';

optimizeNothing();
await import('./start.ts');
