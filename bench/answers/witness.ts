// Loaded before Pitwall where PHASES is set. Notes when each step between a datagram or frame and its answer happened, by a
// clock that all processes of the machine share, and writes the notes to a file at the end.

import { Socket } from 'node:dgram';
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { PerformanceObserver } from 'node:perf_hooks';
import Database from 'libsql';
import { WebSocket } from 'ws';
import { type Mark, machineMs } from './phases.ts';

const marks: Mark[] = [];
const mark = (what: Mark['what'], at: number, ms = 0): void => void marks.push({ what, at, ms });

const ownToMachine = machineMs() - performance.now();
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) mark('collection', startTime + ownToMachine, duration);
}).observe({ entryTypes: ['gc'] });

const heard: { readonly emit: (this: object, name: string | symbol, ...values: unknown[]) => boolean }[] = [
  Socket.prototype,
  WebSocket.prototype,
];
for (const prototype of heard) {
  const { emit } = prototype;
  Object.assign(prototype, {
    emit(this: object, name: string | symbol, ...values: unknown[]): boolean {
      if (name === 'message') mark('heard', machineMs());
      return emit.call(this, name, ...values);
    },
  });
}

const { exec } = Database.prototype;
Database.prototype.exec = function (sql: string) {
  const begun = machineMs();
  const done = exec.call(this, sql);
  if (sql === 'COMMIT') mark('commit', begun, machineMs() - begun);
  return done;
};

subscribe('undici:client:sendHeaders', () => mark('request', machineMs()));
process.on('exit', () => writeFileSync(process.env.PHASES ?? '', JSON.stringify(marks)));
