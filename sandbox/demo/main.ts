import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../src/errors.ts';
import { type Demo, openDemo } from './demo.ts';
import { HELP, readOptions } from './options.ts';

/** Whoever started us may be killed without a chance to tell; then nobody would be left to end the demo. */
const PARENT_CHECK_MS = 1000;

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exit(2);
}

async function run(words: readonly string[]): Promise<void> {
  const options = readOptions(words, join(packageRoot(), 'sandbox/recordings'));
  if (options.help) return console.log(HELP);
  let demo: Demo | undefined;
  const end = endOnce(() => demo);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  watchParent(end);

  console.log('Starting the local Discord, the bot and the game server ...');
  demo = await openDemo(options);
  console.log(`Demo ready: ${demo.page}
Websocket:  ${demo.websocket}
Files:      ${demo.directory} (the bot's log: pitwall.log)
Ctrl-C ends it.`);
}

function endOnce(demo: () => Demo | undefined): () => void {
  let ending = false;
  return () => {
    if (ending) process.exit(1);
    ending = true;
    void (demo()?.close() ?? Promise.resolve()).finally(() => process.exit(0));
  };
}

function watchParent(end: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, PARENT_CHECK_MS);
  timer.unref();
}

/** Recordings and the page are not compiled: they lie in the package, above the compiled files. */
function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
}
