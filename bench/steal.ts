/**
 * How long the host of a virtual machine has run something else on this machine's processors ("steal"), in steps of
 * 10 ms. Shorter ones show once they add up to a step, so a time that they made longer may still count as Pitwall's own.
 */
import { closeSync, openSync, readSync } from 'node:fs';

export interface Steal {
  /** Changes whenever the host has taken another step. */
  readonly steps: () => number;
  close(): void;
}

/** proc(5): "cpu user nice system idle iowait irq softirq steal ..." */
const STEAL = 8;

/** Nothing is ever taken where Linux does not report it. */
export function openSteal(): Steal {
  try {
    const file = openSync('/proc/stat', 'r');
    const buffer = Buffer.alloc(256);
    return {
      steps() {
        const length = readSync(file, buffer, 0, buffer.length, 0);
        const [line = ''] = buffer.toString('latin1', 0, length).split('\n');
        return Number(line.split(/ +/)[STEAL] ?? 0);
      },
      close: () => closeSync(file),
    };
  } catch {
    return { steps: () => 0, close() {} };
  }
}
