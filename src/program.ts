/** The program. Each command is loaded only when it is called: a backup needs no Discord code. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { ownVersion } from './app/version.ts';
import { addSettings, readEnvFile } from './config/envFile.ts';
import { exitCodeFor, messageOf, UserError } from './kit/errors.ts';
import { optimizeNothing } from './kit/optimizing.ts';
import { SETUP_FLAGS, type SetupFlag } from './setup/flags.ts';

/** The exit code for wrong arguments or settings. */
const SENSELESS = 2;

const DEMO = new URL('../sandbox/demo/main.js', import.meta.url);

// Our timers do not keep the process alive, not even while one waits for an unreachable Discord.
const keptAlive = setInterval(() => {}, 2 ** 30);

// Exits when the reader has closed the pipe, as in "pitwall doctor | head". The log of a start is not written this way.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(1);
});

await run(process.argv.slice(2));

async function run(words: readonly string[]): Promise<void> {
  try {
    addSettings(process.env, readEnvFile());
    await programOf().parseAsync(words.length === 0 ? ['start'] : [...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return end(error.exitCode === 0 ? 0 : SENSELESS);
    const sentence = error instanceof UserError ? error.message : `That cannot go on: ${messageOf(error)}`;
    process.stderr.write(`${sentence}\n`);
    end(exitCodeFor(error));
  }
}

/** Flushes the output before exiting. */
function end(code: number): void {
  clearInterval(keptAlive);
  process.stdout.write('', () => process.exit(code));
}

function programOf(): Command {
  const program = new Command('pitwall')
    .description('Race control for Assetto Corsa servers, from Discord. Without a command it starts.')
    .version(ownVersion(), '-v, --version', 'which version this is')
    .helpOption('-h, --help', 'show what a command does, and its options')
    .helpCommand('help [command]', 'the same')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(inASentence(text)) });
  program
    .command('start')
    .description('watch the game servers, and serve the league on Discord, until it is told to end')
    .action(async () => stay(() => import('./start.ts')));
  program
    .command('edge')
    .description('watch the game servers on one host of a league with several; its hub handles Discord')
    .action(async () => stay(() => import('./edge.ts')));
  program
    .command('hub')
    .description('run Discord for a league with several hosts: post what its edges report, and send them commands')
    .action(async () => stay(() => import('./hub.ts')))
    .command('take <from>')
    .description(
      'fill the empty DATA_DIR of a new hub with links, cards and messages of a Pitwall that was alone: from its backup, or its DATA_DIR while it is stopped',
    )
    .action(async (from: string) => said((await import('./take.ts')).takeOver(from)));
  addSetup(program);
  program
    .command('doctor')
    .description('check everything that commonly goes wrong, one line each; a running Pitwall is not disturbed')
    .option('--fix', "put right what is Pitwall's own: permissions, .env's quotes, commands that Discord has forgotten")
    .option('--all', 'name every check, also those that do not apply here')
    .option('--json', 'for programs')
    .addHelpText('after', '\nIt ends with 0 where all is well, 1 with warnings, 2 where something does not work.')
    .action(async (options) => end(await (await import('./doctor.ts')).examine(options)));
  program
    .command('deploy')
    .description('tell Discord the slash commands anew; a start does so where Discord has others')
    .action(async () => said(await (await import('./deploy.ts')).deploy()));
  addLine(program);
  program
    .command('backup [file]')
    .description(
      'copy all that Pitwall keeps into one file, whether it runs or not; without a file into backups/ of DATA_DIR',
    )
    .action(async (file?: string) => said((await import('./backup.ts')).backup(file)));
  program
    .command('restore [file]')
    .description('replace the data of a stopped Pitwall with a backup; without a file, list the backups')
    .action(async (file?: string) => said((await import('./restore.ts')).restoreFrom(file)));
  addDemo(program);
  return program;
}

/** For the commands with the most to load; each calls `optimize` once it is loaded. */
async function stay(program: () => Promise<unknown>): Promise<void> {
  optimizeNothing();
  await program();
}

function said(text: string): void {
  console.log(text);
  end(0);
}

function addSetup(program: Command): void {
  const setup = program
    .command('setup')
    .description(
      'set Pitwall up: the bot, its Discord server, channels and roles, and the game server. It can be repeated; what changes is shown before it is written, and the previous .env is kept next to it',
    )
    .addHelpText(
      'after',
      '\nWithout a terminal, every answer must be given as a flag; with one, Pitwall asks for whatever no flag answers.\nThe flags are for one game server: several need a terminal, or a servers.ini written by hand.',
    );
  for (const [name, value, about] of SETUP_FLAGS) setup.option(`--${name} <${value}>`, about);
  setup.action(async () => {
    const given = setup.opts<Record<string, string>>();
    const flags = Object.fromEntries(
      setup.options.flatMap((option) => {
        const answer = given[option.attributeName()];
        return answer === undefined ? [] : [[option.long?.slice(2) as SetupFlag, answer]];
      }),
    );
    said(await (await import('./setup.ts')).setUp(flags));
  });
}

function addLine(program: Command): void {
  program
    .command('line')
    .description('talk to a running Pitwall line by line, over its websocket (PROTOCOL.md)')
    .option('--url <address>', 'where it is; behind it /gt3 for the server gt3', 'ws://127.0.0.1:8765/')
    .addHelpText(
      'after',
      `
A token is taken from PITWALL_TOKEN, or asked for when a person sits at the terminal. "help" lists what can be said;
after "subscribe" everything that happens is shown, behind "*". Ctrl-D ends it.

Lines can come from elsewhere: echo "server info" | pitwall line
It exits with 1 when one of them was refused.`,
    )
    .action(async ({ url }: { readonly url: string }) => end(await (await import('./line.ts')).talkTo(url)));
}

/** Where the demo exists, it is started before this program is loaded. */
function addDemo(program: Command): void {
  program
    .command('demo', { hidden: !existsSync(fileURLToPath(DEMO)) })
    .description('look around, with a Discord and a game server of its own: no token, no game')
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      throw new UserError('The demo is in the checkout alone: clone the repository, then "npm ci && npm run demo".');
    });
}

/** "error: unknown option '--fixx'\n(Did you mean --fix?)" */
function inASentence(text: string): string {
  const [what = '', ...more] = text
    .replace(/^error: /, '')
    .trim()
    .split('\n');
  const first = `${what.charAt(0).toUpperCase()}${what.slice(1)}`.replace(/[^.]$/, '$&.');
  const hint = more.join(' ').replace(/^\((.*)\)$/, '$1');
  return `${[first, hint || '"pitwall --help" lists what there is.'].join(' ')}\n`;
}
