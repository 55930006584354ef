#!/usr/bin/env node
// Behaves like stracker as far as Pitwall sees it: rewrites its ini, fails with a traceback when told to, ends on ^C.
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const [flag, ini] = process.argv.slice(2);
if (flag !== '--stracker_ini') throw new Error(`unexpected ${flag}`);
const text = readFileSync(ini, 'utf8');
const mood = /^server_name = (.*)$/m.exec(text)?.[1];

writeFileSync(`${ini}.new`, text.replaceAll('log_level = 2', 'log_level = info'));
renameSync(`${ini}.new`, ini);
console.log(`stracker in ${process.cwd()} with ${ini}, secret: ${process.env.DISCORD_TOKEN ?? 'none'}`);

if (mood === 'crash') {
  console.error('Traceback (most recent call last):');
  console.error('  File "stracker.py", line 12, in main');
  console.error('RuntimeError: cannot bind port, password hunter2');
  process.exit(1);
}
if (mood === 'silent') {
  appendFileSync('stracker.log', 'INFO: all is well\nERROR: database is locked\n');
  process.exit(1);
}
if (mood === 'grumble') {
  console.log('ERROR: lap without checksum');
  console.log('all is well again');
}
setInterval(() => {}, 1000);
process.on('SIGINT', () => process.exit(0));
