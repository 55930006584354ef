// One side of the comparison, in a process of its own: `bare` counts what comes in at its sockets, `pitwall` is as many
// opened game servers. Says where it listens, then how much processor time it has taken, each time it is asked.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { begin, openServer } from '../../src/app/server.ts';
import { CHANGES, TABLES } from '../../src/app/tables.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { openStore } from '../../src/store/store.ts';

export type Side = 'bare' | 'pitwall';

export interface Spent {
  /** Microseconds of a processor. */
  readonly cpu: number;
  readonly received: number;
  readonly rss: number;
}

/** Where one game server sends from, and to. */
export interface Ports {
  readonly server: number;
  readonly plugin: number;
}

const [side, listed = ''] = process.argv.slice(2);
const ports: readonly Ports[] = JSON.parse(listed);
const received = side === 'bare' ? await bare() : await pitwall();
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: user + system, received: received(), rss: process.memoryUsage.rss() } satisfies Spent);
});
process.on('disconnect', () => process.exit());
process.send?.('ready');

async function bare(): Promise<() => number> {
  let count = 0;
  for (const { plugin } of ports) {
    const socket = createSocket('udp4');
    socket.on('message', () => {
      count += 1;
    });
    socket.bind(plugin, '127.0.0.1');
    await once(socket, 'listening');
  }
  return () => count;
}

async function pitwall(): Promise<() => number> {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  const around = {
    store: openStore(join(directory, 'data'), TABLES, { changes: CHANGES }),
    clock: systemClock,
    log: pino({ level: 'error' }),
    dataDirectory: join(directory, 'data'),
  };
  const opened = await Promise.all(
    ports.map(async ({ server, plugin }, index) => {
      const config = { id: `server${index}`, external: {} };
      const udp = { listen: { host: '127.0.0.1', port: plugin }, server: { host: '127.0.0.1', port: server } };
      const opening = await openServer({ ...config, udp }, around);
      await begin(opening);
      return opening;
    }),
  );
  return () => opened.reduce((sum, { live }) => sum + live.plugin.traffic().received, 0);
}
