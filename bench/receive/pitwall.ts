// Opens one game server per port, in a process like Pitwall's own.
import '../../src/kit/heap.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { begin, openServer } from '../../src/app/server.ts';
import { CHANGES, TABLES } from '../../src/app/tables.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { openStore } from '../../src/store/store.ts';
import { answer, givenPorts } from './side.ts';

const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
const around = {
  store: openStore(join(directory, 'data'), TABLES, { changes: CHANGES }),
  clock: systemClock,
  log: pino({ level: 'error' }),
  dataDirectory: join(directory, 'data'),
};
const opened = await Promise.all(
  givenPorts().map(async ({ server, plugin }, index) => {
    const config = { id: `server${index}`, external: {} };
    const udp = { listen: { host: '127.0.0.1', port: plugin }, server: { host: '127.0.0.1', port: server } };
    const opening = await openServer({ ...config, udp }, around);
    await begin(opening);
    return opening;
  }),
);
answer(() => opened.reduce((sum, { live }) => sum + live.plugin.traffic().received, 0));
