import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownRest } from './discord/session/login.ts';
import { systemClock } from './kit/clock.ts';
import { exitCodeFor, messageOf, UserError } from './kit/errors.ts';
import { FlagAsker } from './setup/asker.ts';
import { HELP, readFlags } from './setup/flags.ts';
import { runSetup } from './setup/run.ts';
import { TerminalAsker } from './setup/terminal.ts';

// Timers of ours keep no process alive.
setInterval(() => {}, 2 ** 30);

try {
  console.log(await main(process.argv.slice(2)));
  process.exit(0);
} catch (error) {
  console.error(error instanceof UserError ? error.message : `The set-up cannot go on: ${messageOf(error)}`);
  process.exit(exitCodeFor(error));
}

/** Where there is a systemd, or somebody asks for it all the same. */
function serviceFacts(isAsked: boolean) {
  if (!isAsked && !existsSync('/run/systemd/system')) return undefined;
  const main = fileURLToPath(new URL('main.js', import.meta.url));
  return { command: [process.execPath, main], user: userInfo().username };
}

async function main(words: readonly string[]): Promise<string> {
  const { flags, help } = readFlags(words, process.env);
  if (help) return HELP;
  // Prompts without a terminal would wait for ever.
  const isPerson = process.stdin.isTTY && process.stdout.isTTY;
  const apiUrl = process.env.DISCORD_API_URL || undefined;
  return runSetup({
    asker: isPerson ? new TerminalAsker(flags) : new FlagAsker(flags, console.log),
    clock: systemClock,
    directory: resolve('.'),
    restFor: (token) => ownRest({ token, apiUrl }),
    apiUrl,
    service: serviceFacts(flags.unit !== undefined),
  });
}
