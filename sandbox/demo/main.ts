import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watchAncestors } from '../../src/kit/ancestors.ts';
import { UserError } from '../../src/kit/errors.ts';
import { type Demo, openDemo } from './demo.ts';
import { HELP, readOptions } from './options.ts';

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
  watchAncestors(end);

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

/** Recordings and the page are not compiled: they are in the package, above the compiled files. */
function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
}
