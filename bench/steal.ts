import { openSync, readSync } from 'node:fs';

/** proc(5): "cpu user nice system idle iowait irq softirq steal ..." */
const STEAL = 8;

/**
 * How long the host of a virtual machine has run something else on this machine's processors ("steal"), in steps of
 * 10 ms. Shorter ones show once they add up to a step, so a time that they made longer may still count as Pitwall's own.
 * Where Linux does not report it, nothing is ever taken.
 */
export function openSteal(): () => number {
  try {
    const file = openSync('/proc/stat', 'r');
    const buffer = Buffer.alloc(256);
    return () => {
      const length = readSync(file, buffer, 0, buffer.length, 0);
      const [line = ''] = buffer.toString('latin1', 0, length).split('\n');
      return Number(line.split(/ +/)[STEAL] ?? 0);
    };
  } catch {
    return () => 0;
  }
}
