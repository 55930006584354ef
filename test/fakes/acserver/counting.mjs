// A game server that never stops printing: a numbered line every 5 ms, and a last one on ^C. A failed write ends it, as
// a broken pipe ends acServer.
import { writeSync } from 'node:fs';

let count = 0;
writeSync(1, 'Server started\n');
setInterval(() => writeSync(1, `line ${count++}\n`), 5);
process.on('SIGINT', () => {
  writeSync(1, `last ${count}\n`);
  process.exit(0);
});
