// Loaded into Pitwall before its own code (node --import), and nothing that Pitwall knows of: says what it holds and how
// long it was busy without a pause, each time it is asked. Nothing is collected for that: what is told of the heap is
// what was left of it when Node last went through all of it by itself. A thread of Pitwall's has it loaded as well: there it
// does nothing.
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';
import { watchTurns } from '../turns.ts';
import { type LongTurn, LongTurns } from './longTurns.ts';

export interface Within {
  /** Bytes, after the last collection that went through all; undefined before the first. */
  readonly heap: number | undefined;
  /** What lies outside of the heap and is held by it. */
  readonly external: number;
  /** What Node has taken from the system for the heap. */
  readonly heapTotal: number;
  /** The longest turn since it was last asked, ms: of the processor, and passed. */
  readonly longestMs: number;
  readonly longestPassedMs: number;
  /** What those were that took as long as TURNS says, ms of the processor; none where that is not set. */
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
