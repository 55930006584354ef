/** Two hubs by mistake would answer everything twice: one holds the lease, and says each few seconds that it still does. */
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
/** Not renewed for so long, it is free. */
const FREE_MS = 20_000;
const LOOK_MS = 1000;

/** What NATS says to whoever goes by a state that is not the newest any more. */
const STALE = 10_071;

interface Holder {
  /** Of its store: its next life on the same machine goes on with the lease. */
  readonly hub: string;
  /** One that was copied with its store to another machine is another hub; absent in what an older version has written. */
  readonly life?: string | undefined;
  readonly host?: string | undefined;
  readonly process?: number | undefined;
  /** "race-host, process 4711" */
  readonly name: string;
  /** How far its store has read the stream: one that is read from an earlier place was restored from a backup. */
  readonly read?: StreamPlace | undefined;
  /** It has ended. */
  readonly isFree?: true | undefined;
}

interface LeaseOptions {
  readonly connection: NatsConnection;
  /** Whose it will be: of its store, and its life. */
  readonly hub: string;
  readonly life: string;
  /** The machine's name, unless a test says which. */
  readonly host?: string | undefined;
  readonly clock: Clock;
  /** How far the stream has been read by now. */
  readonly read?: (() => StreamPlace | undefined) | undefined;
  /** Somebody else has taken it. */
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
  /** When the stream was made in which it was taken, ms since 1970: in another one revisions begin again. */
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

  /** @throws UserError when another hub has it, and goes on saying so */
  static async take(options: LeaseOptions): Promise<Lease> {
    const { jetstreamManager } = await import('@nats-io/jetstream');
    const manager = await jetstreamManager(options.connection);
    const lease = new Lease(options, manager);
    await lease.#take();
    lease.#stop = every(options.clock, RENEWED_MS, () => void lease.#renew());
    void lease.#followStatus();
    return lease;
  }

  /** How far the stream had been read by whoever had it before. */
  get before(): StreamPlace | undefined {
    return this.#before;
  }

  /** Which of two hubs has taken it later; counted anew in a NATS that was set back. */
  get taken(): number {
    return this.#taken;
  }

  /** One that was stopped, or cut off, for so long that another one may have it by now is to say and do nothing. */
  holds(): boolean {
    return this.#options.clock.monotonic() - this.#renewed < FREE_MS;
  }

  /** The next one need not wait. */
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

  /** Of this very hub, which has ended. */
  #isEarlierLife({ hub, host, process: id }: Holder): boolean {
    if (hub !== this.#holder.hub || host !== this.#holder.host) return false;
    return id === undefined || id === process.pid || !isRunning(id);
  }

  async #followStatus(): Promise<void> {
    // Whoever was cut off must not wait to learn that another one has it.
    for await (const { type } of this.#options.connection.status()) if (type === 'reconnect') await this.#renew();
  }

  async #renew(): Promise<void> {
    try {
      await this.#write().catch((error: unknown) => this.#writeAnew(error));
      this.#seldom.isOver('renewed');
    } catch (error) {
      // While NATS is away nobody else can take it, or tell the edges anything.
      if (this.#seldom.isDue('renewed'))
        this.#options.log.warn({ why: messageOf(error) }, 'the lease of the hub could not be renewed');
    }
  }

  /** What NATS has is not what was written last. */
  async #writeAnew(error: unknown): Promise<void> {
    if (!isNoStream(error) && !isStale(error)) throw error;
    // A disk that was lost takes the stream along.
    const made = await makeState(this.#manager);
    const { holder, revision } = await this.#read();
    const isSetBack = made < this.#takenIn || (made === this.#takenIn && revision < this.#taken);
    // A NATS that was set back to before this life had it may say that an earlier one has it.
    const isOwn = holder?.life === this.#holder.life || (isSetBack && holder && this.#isEarlierLife(holder));
    if (holder && !isOwn) return this.#options.lost(taken(holder));
    // An answer that was lost on the way, or the store of NATS that was.
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
    // An older version leaves nothing there.
    const holder = text === '' ? undefined : (JSON.parse(text) as Holder);
    return { revision: found?.seq ?? 0, holder: holder?.isFree ? undefined : holder, read: holder?.read };
  }
}

interface Found {
  readonly revision: number;
  /** Nobody, where it is free. */
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

/** @returns when it was made, ms since 1970 */
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
