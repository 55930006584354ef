// Loaded into Pitwall before its own code (node --import), without Pitwall knowing. Reports the heap and the longest turn of
// the event loop when it is asked. It never forces a collection: the heap is what was left after Node's last full
// collection. Worker threads load this file, too; it does nothing there.
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';
import { watchTurns } from '../turns.ts';
import { type LongTurn, LongTurns } from './longTurns.ts';

export interface Within {
  /** Bytes after the last full collection; undefined before the first. */
  readonly heap: number | undefined;
  /** Bytes outside of the heap that are held by objects on it. */
  readonly external: number;
  /** Bytes that Node has reserved for the heap. */
  readonly heapTotal: number;
  /** The longest turn since the last question, ms: by processor time, and by the clock. */
  readonly longestMs: number;
  readonly longestPassedMs: number;
  /** The turns that took at least TURNS ms of processor time; none where TURNS is not set. */
  readonly long: readonly LongTurn[];
}

if (isMainThread) watch();

function watch(): void {
  let heap: number | undefined;
  const long = process.env.TURNS ? new LongTurns(Number(process.env.TURNS)) : undefined;
  const begin = () => watchTurns(long && ((turn) => long.note(turn)));
  let turns = begin();
  new PerformanceObserver((list) => {
    const isWhole = list.getEntries().some((entry) => kindOf(entry) === constants.NODE_PERFORMANCE_GC_MAJOR);
    if (isWhole) heap = process.memoryUsage().heapUsed;
  }).observe({ entryTypes: ['gc'] });
  process.on('message', () => {
    const { external, heapTotal } = process.memoryUsage();
    const [longestMs, longestPassedMs] = [turns.longestMs(), turns.longestPassedMs()];
    turns.stop();
    const found: Within = { heap, external, heapTotal, longestMs, longestPassedMs, long: long?.take() ?? [] };
    process.send?.(found);
    turns = begin();
  });
  process.channel?.unref();
}

function kindOf(entry: object): unknown {
  const detail = 'detail' in entry ? entry.detail : undefined;
  return typeof detail === 'object' && detail !== null && 'kind' in detail ? detail.kind : undefined;
}
