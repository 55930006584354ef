/** Pitwall as it is installed, a NATS server, and what each of them takes of the machine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../sandbox/demo/ports.ts';
import { OPTIMIZE_LATER } from '../../src/kit/optimizing.ts';
import { anonymousOf, processorMsOf, residentOf } from '../programs.ts';

export interface Program {
  /** Processor time of all its threads, ms; undefined where Linux does not report it. */
  spent(): number | undefined;
  /** Resident memory in bytes; undefined where Linux does not report it. */
  memory(): number | undefined;
  /** The same without pages of files. */
  own(): number | undefined;
  end(): Promise<void>;
}

/** Resolves once it has printed that it is ready. @param words the arguments for Node before the program */
export async function startPitwall(
  word: 'start' | 'edge' | 'hub',
  ready: string,
  settings: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): Promise<Program> {
  const main = fileURLToPath(new URL('../../src/pitwall.js', import.meta.url));
  const { PATH } = process.env;
  const child = spawn(process.execPath, [OPTIMIZE_LATER, ...words, main, word], {
    env: { PATH, LIFE_WARNING: 'no', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    output += text;
    if (output.includes(ready)) break;
  }
  if (!output.includes(ready)) throw new Error(`pitwall ${word} did not start:\n${output}`);
  child.stdout.resume();
  return programOf(child);
}

const programOf = (child: ChildProcess): Program => ({
  spent: () => processorMsOf(child.pid),
  memory: () => residentOf(child.pid),
  own: () => anonymousOf(child.pid),
  async end() {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  },
});

const NATS = ['/usr/sbin/nats-server', '/usr/local/bin/nats-server', '/usr/bin/nats-server'].find(existsSync);

/** Undefined where it is not installed. */
export async function startNats(directory: string): Promise<(Program & { readonly url: string }) | undefined> {
  if (NATS === undefined) return undefined;
  const port = await freePort();
  const file = join(directory, 'nats.conf');
  const users = ['hub', 'a', 'b'].map((user) => `{ user: ${user}, password: "secret" }`).join(', ');
  writeFileSync(
    file,
    `listen: 127.0.0.1:${port}\njetstream { store_dir: "${directory}/nats", max_memory_store: 64MB, max_file_store: 1100MB }
accounts { PITWALL { jetstream: enabled, users: [ ${users} ] } }\n`,
  );
  const child = spawn(NATS, ['-c', file], { stdio: 'ignore' });
  while (!(await listens(port))) await sleep(50);
  return { url: `nats://127.0.0.1:${port}`, ...programOf(child) };
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
