import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectToNats } from '../../../src/fleet/nats/connect.ts';
import { eventually } from '../../eventually.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';
import { freePort } from '../../ports.ts';

const BINARY = ['/usr/sbin/nats-server', '/usr/local/bin/nats-server', '/usr/bin/nats-server'].find(existsSync);

/** Says why there is none, where there is none. */
export const noNats = BINARY === undefined ? 'nats-server is not installed: what needs it is not run' : undefined;

const edgeUser = (name: string): string => `
      { user: ${name}, password: "${name}-secret", permissions: {
          publish: ["pw.ev.${name}", "pw.up.${name}.>", "$KV.pw_state.${name}.>"]
          subscribe: ["pw.cmd.${name}.>", "pw.hub.to.${name}", "pw.hub.all", "_INBOX_${name}.>"]
          allow_responses: { max: 200, expires: "15m" } } }`;

const configuration = (port: number, directory: string): string => `
listen: 127.0.0.1:${port}
server_name: pitwall
max_payload: 1MB
jetstream { store_dir: "${directory}", max_memory_store: 64MB, max_file_store: 1100MB }
accounts {
  PITWALL {
    jetstream: enabled
    users: [
      { user: hub, password: "hub-secret", permissions: {
          publish: ["pw.cmd.>", "pw.hub.>", "$JS.API.>", "$KV.pw_state.>"], subscribe: ["pw.up.>", "_INBOX_hub.>"]
          allow_responses: { max: 20, expires: "1m" } } }${edgeUser('a')}${edgeUser('b')}
    ] } }
`;

/** A NATS server as a fleet has it, in a process of its own. */
export class NatsServer {
  readonly #port: number;
  readonly #file: string;
  readonly #directory = temporaryDirectory('nats');
  readonly #store: string;
  #process: ChildProcess | undefined;

  private constructor(port: number) {
    this.#port = port;
    this.#file = join(this.#directory, 'nats.conf');
    this.#store = join(this.#directory, 'store');
    writeFileSync(this.#file, configuration(port, this.#store));
  }

  static async start(): Promise<NatsServer> {
    const server = new NatsServer(await freePort());
    await server.run();
    return server;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.#port}`;
  }

  readonly as = (user: string) => connectToNats({ url: this.url, user, password: `${user}-secret` });

  async run(): Promise<void> {
    if (BINARY === undefined) throw new Error('there is no nats-server');
    this.#process = spawn(BINARY, ['-c', this.#file], { stdio: 'ignore' });
    const connection = await this.as('hub');
    await connection.close();
  }

  /** As a crash ends it, or in good order. */
  async end(signal: 'SIGKILL' | 'SIGTERM' = 'SIGTERM'): Promise<void> {
    const ending = this.#process;
    if (!ending) return;
    ending.kill(signal);
    await eventually('nats-server ends', () => ending.exitCode !== null || ending.signalCode !== null);
  }

  /** A new disk. */
  forget(): void {
    rmSync(this.#store, { recursive: true, force: true });
  }
}
