import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { FakeClock } from '../fakes/clock.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';
import { freePort } from '../ports.ts';
import { Client } from './client.ts';
import { openClosedDiscord } from './closedDiscord.ts';
import { Reads } from './reads.ts';
import { decodeFromPlugin, encode, type FromPlugin, type FromServer, openPitwall, type Pitwall } from './rig.ts';
import { Wires } from './wires.ts';
import { type Write, WriteLog } from './writes.ts';

/** A game server of the sandbox on the test's clock. */
export interface Game {
  receive(packet: FromPlugin): void;
}

export interface WorldOptions {
  /** The directory of the game server, with its configuration written. */
  readonly directory: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly penalties?: string;
  /** The settings of a Discord that lets Pitwall in; when absent, Pitwall is turned away. */
  readonly discord?: Readonly<Record<string, string>>;
  readonly clock?: FakeClock;
  /** Where Pitwall keeps its data; a new directory when absent. */
  readonly data?: string;
  /** Records what Pitwall writes, with triggers in its own database file. */
  readonly notes?: boolean;
}

export interface Order {
  readonly atMs: number;
  readonly order: FromPlugin;
}

export type Role = keyof typeof TOKENS;

/** How far the clock moves before everything that follows gets its turn. */
const STEP_MS = 200;
/** Well within the 30 s in which a websocket client has to answer a ping. */
const IN_STEP_MS = 10_000;

/** Pitwall beside a game, on one clock that stands still until everything that was started has finished. */
export class GoldenWorld {
  readonly clock: FakeClock;
  readonly data: string;
  readonly orders: Order[] = [];
  /** When the clock started, UTC. */
  readonly began: number;
  readonly #clients = new Map<string, Client>();
  readonly #wires = new Wires(({ bytes }) => this.#toGame.push(decodeFromPlugin(bytes)));
  readonly #reads = new Reads();
  readonly #closers: (() => Promise<void> | void)[] = [() => this.#wires.close(), () => this.#reads.close()];
  #toGame: FromPlugin[] = [];
  #toPitwall: Uint8Array[] = [];
  #game: Game | undefined;
  #pitwall: Pitwall | undefined;
  #log: WriteLog | undefined;
  #written = 0;
  #address = '';

  private constructor({ clock = new FakeClock(), data = temporaryDirectory('golden') }: WorldOptions) {
    this.clock = clock;
    this.data = data;
    this.began = clock.now() - clock.monotonic();
  }

  /** What was written: one list for each step of the clock and each command. */
  get writes(): readonly (readonly Write[])[] {
    return this.#log?.writes() ?? [];
  }

  /** What each client received, by its name. */
  get heard(): ReadonlyMap<string, readonly unknown[]> {
    return new Map([...this.#clients].map(([name, { frames }]) => [name, frames]));
  }

  get troubles(): readonly unknown[] {
    return this.#pitwall?.troubles ?? [];
  }

  /** Everything that the game sends goes through here. */
  readonly send = (message: Uint8Array | FromServer): void => {
    this.#toPitwall.push(Uint8Array.from(message instanceof Uint8Array ? message : encode(message)));
  };

  static async open(options: WorldOptions): Promise<GoldenWorld> {
    const world = new GoldenWorld(options);
    await world.#open(options);
    return world;
  }

  /** From now on there is a game at the other end. */
  meet(game: Game): void {
    this.#game = game;
  }

  /** Connects a client with the token of this role, named after the role. */
  async connect(role: Role): Promise<void> {
    this.#clients.set(role, await Client.open(this.#address, TOKENS[role]));
    await this.settle();
  }

  /** Gives a command, and lets everything happen that follows at once. */
  async give(role: Role, line: string): Promise<void> {
    const client = this.#clients.get(role);
    if (!client) throw new Error(`no ${role} is connected`);
    await client.give(line.replace('TOKEN', TOKENS[role]));
    await this.settle();
  }

  async pass(ms: number): Promise<void> {
    for (let gone = 0; gone < ms; gone += STEP_MS) {
      this.clock.advance(STEP_MS);
      await this.settle();
      if (this.clock.monotonic() % IN_STEP_MS === 0) await this.inStep();
    }
  }

  async inStep(): Promise<void> {
    for (const client of this.#clients.values()) await client.inStep();
    await this.settle();
  }

  /** Runs everything that only waits for its turn, or for a file. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; ) {
      const isReading = isUsingFiles() || this.#reads.isAnyUnderWay();
      // After a write, the next part of the same work may be waiting for its turn.
      const written = this.#log?.newest() ?? 0;
      const isWriting = written > this.#written;
      this.#written = written;
      quiet = this.#deliver() || isReading || isWriting ? 0 : quiet + 1;
      // Our own file is read no sooner than theirs. Checking in a loop would only keep the processor busy.
      await stat(this.data);
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#log?.mark();
  }

  async close(): Promise<void> {
    for (const client of this.#clients.values()) client.close();
    this.#clients.clear();
    let isClosed = false;
    const closing = this.#closeAll().finally(() => {
      isClosed = true;
    });
    // Timeouts while closing run on this clock.
    while (!isClosed) await this.pass(STEP_MS);
    await closing;
  }

  async #closeAll(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
  }

  async #open({ directory, settings, penalties, discord, notes = true }: WorldOptions): Promise<void> {
    const closed = discord ? undefined : await openClosedDiscord();
    this.#closers.push(() => closed?.close());
    const websocket = await freePort();
    this.#address = `ws://127.0.0.1:${websocket}/`;
    this.#pitwall = await openPitwall({
      settings: {
        ...(discord ?? closed?.settings),
        SERVER_ID: 'gt3',
        SERVER_DIR: directory,
        SERVER_MODE: 'external',
        SERVER_UDP_LISTEN: `127.0.0.1:${await freePort()}`,
        SERVER_UDP_SEND: '127.0.0.1:11000',
        WEBSOCKET_PORT: String(websocket),
        WEBSOCKET_ADMIN_TOKEN: TOKENS.admin,
        WEBSOCKET_STEWARD_TOKEN: TOKENS.steward,
        WEBSOCKET_DRIVER_TOKEN: TOKENS.driver,
        DATA_DIR: this.data,
        ...settings,
      },
      penalties,
      clock: this.clock,
    });
    const { close } = this.#pitwall;
    this.#closers.push(close);
    expect(await this.#pitwall.isDone).toBe(discord ? 'ready' : 'failed');
    if (!notes) return;
    this.#log = new WriteLog(join(this.data, 'pitwall.db'));
    this.#closers.push(() => {
      this.#log?.close();
      this.#log = undefined;
    });
  }

  /** @returns whether there was anything to deliver */
  #deliver(): boolean {
    const [toGame, toPitwall] = [this.#toGame, this.#toPitwall];
    [this.#toGame, this.#toPitwall] = [[], []];
    for (const order of toGame) {
      this.orders.push({ atMs: this.clock.monotonic(), order });
      this.#game?.receive(order);
    }
    for (const bytes of toPitwall) this.#wires.hear(bytes);
    return toGame.length + toPitwall.length > 0;
  }
}

const TOKENS = {
  admin: 'admin-of-the-golden',
  steward: 'steward-of-the-golden',
  driver: 'driver-of-the-golden',
} as const;

/** A datagram waits for its batch, a batch for nothing; a promise settles before the next turn. */
const QUIET_TURNS = 3;

const isUsingFiles = (): boolean => process.getActiveResourcesInfo().some((name) => /^FSReq|CloseReq$/.test(name));
