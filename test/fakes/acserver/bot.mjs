// A minimal Pitwall with a game server and its log: node bot.mjs <directory>. Starts the counting server or adopts it,
// and checks each line of the log against a cursor kept in a file. SIGTERM stops the server and reads the rest; SIGHUP
// closes and leaves it running; SIGKILL may come at any time.
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { openProcess } from '../../../dist/src/acserver/process.js';
import { followFile } from '../../../dist/src/acserver/stdout/follow.js';
import { systemClock } from '../../../dist/src/kit/clock.js';

const directory = process.argv[2];
const inDirectory = (name) => join(directory, name);

const record = {
  load: () => readJson('record.json'),
  save: (value) => writeJson('record.json', value),
  clear: () => rmSync(inDirectory('record.json'), { force: true }),
};
const server = await openProcess({
  name: 'gt3',
  directory,
  command: [process.execPath, fileURLToPath(new URL('./counting.mjs', import.meta.url))],
  logDirectory: inDirectory('logs'),
  record,
  clock: systemClock,
  nextRun: () => 1,
  log: pino({ level: 'silent' }),
  secretsToDrop: [],
  onChange() {},
});

let started = Promise.resolve();
if (server.status().state === 'stopped') started = server.start(() => {}).catch(console.error);
while (!server.status().pid) await new Promise(setImmediate);
const { pid, adopted, logPath } = server.status();
appendFileSync(inDirectory('openings.ndjson'), `${JSON.stringify({ pid, adopted })}\n`);

let cursor = readJson('cursor.json') ?? { log: basename(logPath), offset: 0, next: 0, faults: [] };
const follower = followFile({
  path: logPath,
  offset: cursor.offset,
  clock: systemClock,
  pollMs: 20,
  onLines(lines) {
    for (const { text, end } of lines) cursor = { ...check(text), offset: end };
    writeJson('cursor.json', cursor);
  },
});
const awake = setInterval(() => {}, 1000); // nothing else keeps the process alive: neither the server nor the clock

function check(line) {
  if (line === 'Server started') server.markStarted();
  if (!line.startsWith('line ')) return cursor;
  const faults = line === `line ${cursor.next}` ? cursor.faults : [...cursor.faults, `${line}, not ${cursor.next}`];
  return { ...cursor, faults, next: cursor.next + 1 };
}

process.on('SIGTERM', async () => {
  await started;
  await server.stop(() => {});
  await follower.close({ final: true });
  clearInterval(awake);
});
process.on('SIGHUP', async () => {
  server.close();
  await follower.close();
  clearInterval(awake);
});

function readJson(name) {
  return existsSync(inDirectory(name)) ? JSON.parse(readFileSync(inDirectory(name), 'utf8')) : undefined;
}

/** Writes all or nothing, because the kill may come between two bytes. */
function writeJson(name, value) {
  writeFileSync(inDirectory(`${name}.new`), JSON.stringify(value));
  renameSync(inDirectory(`${name}.new`), inDirectory(name));
}
