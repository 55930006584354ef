import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';

export interface BotOptions {
  /** The bot's compiled main.js. */
  readonly program: string;
  /** The compiled hold.js. */
  readonly hold: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly lifeline: string;
  readonly logPath: string;
  /** The bot has refused its configuration, and would do so again; its sentence is on the terminal. */
  readonly onRefusal: () => void;
}

export interface Bot {
  pid(): number | undefined;
  /** Kills it at once, like a crash; it is started again. */
  kill(): void;
  close(): Promise<void>;
}

/** The exit code for a refused configuration: starting again would not help. */
const REFUSED = 2;
const RESTART_MS = 500;

/** Runs the bot as its users do, and restarts it when it is killed: the race has gone on meanwhile. */
export function openBot(options: BotOptions): Bot {
  let closed = false;
  let child = run(options);
  watch(child);

  function watch(current: ChildProcess): void {
    current.once('exit', (code) => {
      if (closed) return;
      if (code === REFUSED) return options.onRefusal();
      setTimeout(() => {
        if (closed) return;
        child = run(options);
        watch(child);
      }, RESTART_MS);
    });
  }

  return {
    pid: () => child.pid,
    kill: () => void child.kill('SIGKILL'),
    async close() {
      closed = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function run({ program, hold, environment, lifeline, logPath }: BotOptions): ChildProcess {
  const log = openSync(logPath, 'a', 0o600);
  const child = spawn(process.execPath, ['--import', hold, program], {
    env: { ...withoutSettings(process.env), ...environment, DEMO_LIFELINE: lifeline },
    stdio: ['ignore', log, 'inherit'],
  });
  closeSync(log);
  return child;
}

/** If a real Pitwall is configured in this shell, the demo must not connect to the real league. */
function withoutSettings(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours =
    /^(?:DISCORD|SERVERS?|WEBSOCKET|ACSERVER|TRACKER|LOBBY|CHAT|PENALTIES|INCIDENT|POSITION|SPECTATOR|DATA|LOG|METRICS)_/;
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !ours.test(name)));
}
