import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownRest } from './discord/session/login.ts';
import { systemClock } from './kit/clock.ts';
import { isExecutable } from './kit/executable.ts';
import { OPTIMIZE_LATER } from './kit/optimizing.ts';
import { FlagAsker, type Flags } from './setup/asker.ts';
import { runSetup } from './setup/run.ts';
import { TerminalAsker } from './setup/terminal.ts';

/** Where there is a systemd, or if a unit is asked for anyway. */
function serviceFacts(isAsked: boolean) {
  if (!isAsked && !existsSync('/run/systemd/system')) return undefined;
  // The one file takes no options of Node.
  const program = isExecutable()
    ? []
    : [OPTIMIZE_LATER, fileURLToPath(new URL('../../bin/pitwall.cjs', import.meta.url))];
  return { command: [process.execPath, ...program, 'start'], user: userInfo().username };
}

/** @returns the closing message */
export async function setUp(given: Flags): Promise<string> {
  const flags: Flags = { ...given, token: given.token ?? (process.env.DISCORD_TOKEN || undefined) };
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
