import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { connectToNats } from '../../../src/fleet/nats/connect.ts';
import { eventually } from '../../eventually.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';
import { freePort } from '../../ports.ts';

const BINARY = ['/usr/sbin/nats-server', '/usr/local/bin/nats-server', '/usr/bin/nats-server'].find(existsSync);

/** Says why it is missing; undefined if it is there. */
export const noNats = BINARY === undefined ? 'nats-server is not installed: what needs it is not run' : undefined;

const edgeUser = (name: string): string => `
      { user: ${name}, password: "${name}-secret", permissions: {
          publish: ["pw.ev.${name}", "pw.up.${name}.>", "$KV.pw_state.${name}.>"]
          subscribe: ["pw.cmd.${name}.>", "pw.hub.to.${name}", "pw.hub.all", "_INBOX_${name}.>"]
          allow_responses: { max: 200, expires: "15m" } } }`;

/** @param port where it listens @param directory where it stores its data */
export type Configuration = (port: number, directory: string) => string;

/** As in docs/fleet.md, for the edges a and b. */
export const configuration: Configuration = (port, directory) => `
listen: 127.0.0.1:${port}
server_name: pitwall
max_payload: 1MB
jetstream { store_dir: "${directory}", max_memory_store: 64MB, max_file_store: 1100MB }
system_account: SYS
accounts {
  SYS { users: [
    { user: doctor, password: "doctor-secret", permissions: {
        publish: ["$SYS.REQ.SERVER.PING.VARZ"], subscribe: ["_INBOX_doctor.>"] } } ] }
  PITWALL {
    jetstream: enabled
    users: [
      { user: hub, password: "hub-secret", permissions: {
          publish: ["pw.cmd.>", "pw.hub.>", "$JS.API.>", "$KV.pw_state.>"], subscribe: ["pw.up.>", "_INBOX_hub.>"]
          allow_responses: { max: 20, expires: "1m" } } }${edgeUser('a')}${edgeUser('b')}
    ] } }
`;

/** A NATS server as a fleet has it, in its own process. */
export class NatsServer {
  readonly #port: number;
  readonly #file: string;
  readonly #directory = temporaryDirectory('nats');
  readonly #store: string;
  #process: ChildProcess | undefined;

  private constructor(port: number, write: Configuration) {
    this.#port = port;
    this.#file = join(this.#directory, 'nats.conf');
    this.#store = join(this.#directory, 'store');
    writeFileSync(this.#file, write(port, this.#store));
  }

  static async start(write: Configuration = configuration): Promise<NatsServer> {
    const server = new NatsServer(await freePort(), write);
    await server.run();
    return server;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.#port}`;
  }

  readonly as = (user: string) => connectToNats({ url: this.url, user, password: `${user}-secret` });

  async run(): Promise<void> {
    if (BINARY === undefined) throw new Error('there is no nats-server');
    this.#process = spawn(BINARY, ['-c', this.#file], { stdio: 'ignore' });
    await eventually('nats-server listens', () => isListening(this.#port));
  }

  /** Ends it like a crash, or cleanly. */
  async end(signal: 'SIGKILL' | 'SIGTERM' = 'SIGTERM'): Promise<void> {
    const ending = this.#process;
    if (!ending) return;
    ending.kill(signal);
    await eventually('nats-server ends', () => ending.exitCode !== null || ending.signalCode !== null);
  }

  /** SIGSTOP: what is sent to it stays in transit. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  /** Copies the store as it is now; @returns a function that puts the copy back while NATS is not running */
  copyStore(): () => void {
    const copy = join(this.#directory, `copy ${Math.random()}`);
    // Nothing is written meanwhile: this is a store that was set back, not a power cut.
    this.#process?.kill('SIGSTOP');
    try {
      cpSync(this.#store, copy, { recursive: true });
    } finally {
      this.#process?.kill('SIGCONT');
    }
    return () => {
      this.forget();
      cpSync(copy, this.#store, { recursive: true });
    };
  }

  /** Gives it a new disk. */
  forget(): void {
    rmSync(this.#store, { recursive: true, force: true });
  }
}

/** It listens once its storage is ready. */
const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
