// A Pitwall that starts a game server and is killed on the way: at its first save (before the spawn) or its second.
// starter.mjs <directory> <record file> <which save> <program>
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [directory, recordPath, deadly, built, ...command] = process.argv.slice(2);
const { openProcess } = await import(pathToFileURL(built).href);
let saves = 0;
const silent = () => {};
const server = await openProcess({
  name: 'gt3',
  directory,
  command,
  logDirectory: join(directory, 'logs'),
  record: {
    load: () => undefined,
    save(record) {
      saves += 1;
      // The kill comes before the second save is on disk.
      if (saves === 1) writeFileSync(recordPath, JSON.stringify(record));
      if (saves === Number(deadly)) process.kill(process.pid, 'SIGKILL');
    },
    clear: () => rmSync(recordPath, { force: true }),
  },
  clock: { now: () => Date.now(), monotonic: () => performance.now(), after: () => silent },
  log: { info: silent, warn: silent, error: silent },
  nextRun: () => 7,
  secretsToDrop: [],
  onChange: silent,
});
await server.start(silent, () => new Promise(silent));
console.log(readFileSync(recordPath, 'utf8'));
