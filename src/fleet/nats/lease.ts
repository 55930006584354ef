/**
 * Two hubs running by mistake would answer everything twice. So one holds the lease, and renews it every few seconds.
 */
import { hostname } from 'node:os';
import type { JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { type Clock, every } from '../../kit/clock.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import { sleep } from '../../kit/wait.ts';
import type { StreamPlace } from '../replica.ts';
import { ownName } from './ownName.ts';
import { Seldom } from './seldom.ts';
import { isNoStream } from './stream.ts';

const STATE = 'KV_pw_state';
const SUBJECT = '$KV.pw_state.hub.lease';

const RENEWED_MS = 5000;
/** A lease that was not renewed for this long is free. */
const FREE_MS = 20_000;
const LOOK_MS = 1000;

/** NATS's error code for a write that expected an outdated revision. */
const STALE = 10_071;

interface Holder {
  /** The id in the hub's store: its next life on the same machine continues the lease. */
  readonly hub: string;
  /** Life, host and process: a store copied to another machine is another hub. Absent from older versions. */
  readonly life?: string | undefined;
  readonly host?: string | undefined;
  readonly process?: number | undefined;
  /** "race-host, process 4711" */
  readonly name: string;
  /** How far its store had read the stream. A store that is behind this was restored from a backup. */
  readonly read?: StreamPlace | undefined;
  /** It has ended. */
  readonly isFree?: true | undefined;
}

interface LeaseOptions {
  readonly connection: NatsConnection;
  /** The future holder: the id in its store, and its life. */
  readonly hub: string;
  readonly life: string;
  /** The machine's name, unless a test sets it. */
  readonly host?: string | undefined;
  readonly clock: Clock;
  /** How far the stream has been read. */
  readonly read?: (() => StreamPlace | undefined) | undefined;
  /** Called when another hub has taken it. */
  readonly lost: (error: UserError) => void;
  readonly log: { warn(fields: object, message: string): void };
}

export class Lease {
  readonly #options: LeaseOptions;
  readonly #manager: JetStreamManager;
  readonly #holder: Holder;
  readonly #seldom: Seldom;
  #before: StreamPlace | undefined;
  #revision = 0;
  #taken = 0;
  /** When the stream of the lease was created, ms since 1970. Revisions start again in a new stream. */
  #takenIn = 0;
  /** On the monotonic clock. */
  #renewed = 0;
  #stop: () => void = () => {};

  private constructor(options: LeaseOptions, manager: JetStreamManager) {
    this.#options = options;
    this.#seldom = new Seldom(options.clock);
    this.#manager = manager;
    const { hub, life, host = hostname() } = options;
    this.#holder = { hub, life, host, process: process.pid, name: ownName() };
  }

  /** @throws UserError when another hub has it and keeps renewing it */
  static async take(options: LeaseOptions): Promise<Lease> {
    const { jetstreamManager } = await import('@nats-io/jetstream');
    const manager = await jetstreamManager(options.connection);
    const lease = new Lease(options, manager);
    await lease.#take();
    lease.#stop = every(options.clock, RENEWED_MS, () => void lease.#renew());
    void lease.#followStatus();
    return lease;
  }

  /** How far the previous holder had read the stream. */
  get before(): StreamPlace | undefined {
    return this.#before;
  }

  /** Increases with each holder; it starts again if NATS was rolled back. */
  get taken(): number {
    return this.#taken;
  }

  /** A hub that was paused or cut off for so long that another may hold the lease must do nothing. */
  holds(): boolean {
    return this.#options.clock.monotonic() - this.#renewed < FREE_MS;
  }

  /** Frees it, so that the next hub need not wait. */
  async close(): Promise<void> {
    this.#stop();
    await this.#write({ isFree: true }).catch(() => {});
  }

  async #take(): Promise<void> {
    const { clock } = this.#options;
    this.#takenIn = await makeState(this.#manager);
    let found = await this.#read();
    const until = clock.monotonic() + FREE_MS;
    while (found.holder && !this.#isEarlierLife(found.holder) && clock.monotonic() < until) {
      await sleep(clock, LOOK_MS);
      const now = await this.#read();
      if (now.revision !== found.revision && now.holder) throw taken(now.holder);
      found = now;
    }
    this.#revision = found.revision;
    this.#before = found.read;
    await this.#write();
    this.#taken = this.#revision;
  }

  /** Whether the holder is an earlier, ended life of this hub. */
  #isEarlierLife({ hub, host, process: id }: Holder): boolean {
    if (hub !== this.#holder.hub || host !== this.#holder.host) return false;
    return id === undefined || id === process.pid || !isRunning(id);
  }

  async #followStatus(): Promise<void> {
    // After a disconnect, find out at once whether another hub has taken it.
    for await (const { type } of this.#options.connection.status()) if (type === 'reconnect') await this.#renew();
  }

  async #renew(): Promise<void> {
    try {
      await this.#write().catch((error: unknown) => this.#writeAnew(error));
      this.#seldom.isOver('renewed');
    } catch (error) {
      // While NATS is away, nobody else can take it, or send anything to the edges.
      if (this.#seldom.isDue('renewed'))
        this.#options.log.warn({ why: messageOf(error) }, 'the lease of the hub could not be renewed');
    }
  }

  /** What is in NATS is not what this hub wrote last. */
  async #writeAnew(error: unknown): Promise<void> {
    if (!isNoStream(error) && !isStale(error)) throw error;
    // The stream is gone if the disk was lost.
    const made = await makeState(this.#manager);
    const { holder, revision } = await this.#read();
    const isSetBack = made < this.#takenIn || (made === this.#takenIn && revision < this.#taken);
    // A NATS that was rolled back to before this life may still name an earlier life as the holder.
    const isOwn = holder?.life === this.#holder.life || (isSetBack && holder && this.#isEarlierLife(holder));
    if (holder && !isOwn) return this.#options.lost(taken(holder));
    // Either an acknowledgement was lost, or NATS's store was.
    this.#revision = revision;
    await this.#write();
    if (!isSetBack && made === this.#takenIn) return;
    this.#taken = this.#revision;
    this.#takenIn = made;
  }

  async #write({ isFree }: Pick<Holder, 'isFree'> = {}): Promise<void> {
    const { hub, life, host, process: id, name } = this.#holder;
    const said: Holder = { hub, life, host, process: id, name, read: this.#options.read?.(), isFree };
    const { seq } = await this.#manager
      .jetstream()
      .publish(SUBJECT, JSON.stringify(said), { expect: { lastSubjectSequence: this.#revision } });
    this.#revision = seq;
    this.#renewed = this.#options.clock.monotonic();
  }

  async #read(): Promise<Found> {
    const found = await this.#manager.streams.getMessage(STATE, { last_by_subj: SUBJECT });
    const text = found?.string() ?? '';
    // Older versions leave nothing there.
    const holder = text === '' ? undefined : (JSON.parse(text) as Holder);
    return { revision: found?.seq ?? 0, holder: holder?.isFree ? undefined : holder, read: holder?.read };
  }
}

interface Found {
  readonly revision: number;
  /** Undefined if it is free. */
  readonly holder: Holder | undefined;
  readonly read: StreamPlace | undefined;
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const taken = ({ name }: Holder): UserError =>
  new UserError(`Another hub serves this fleet: ${name}. End it first; there is one Discord, and one hub.`);

const isStale = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === STALE;

/** @returns when it was created, ms since 1970 */
async function makeState(manager: JetStreamManager): Promise<number> {
  const { StorageType, DiscardPolicy } = await import('@nats-io/jetstream');
  const found = await manager.streams.info(STATE).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'StreamNotFoundError') return undefined;
    throw error;
  });
  if (found) return Date.parse(found.created);
  const { created } = await manager.streams.add({
    name: STATE,
    subjects: ['$KV.pw_state.>'],
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    max_msgs_per_subject: 1,
    max_bytes: 16 * 1024 ** 2,
  });
  return Date.parse(created);
}
