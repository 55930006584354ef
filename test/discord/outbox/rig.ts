import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Outbox } from '../../../src/discord/outbox/outbox.ts';
import type { DrawPicture, ShownBody } from '../../../src/discord/outbox/pictures.ts';
import type { Post } from '../../../src/discord/outbox/post.ts';
import { outboxTables } from '../../../src/discord/outbox/schema.ts';
import {
  type CardWithFiles,
  ChannelClosed,
  type Outgoing,
  type PostedFile,
  type PostedMessage,
  type Transport,
  Undeliverable,
} from '../../../src/discord/outbox/transport.ts';
import type { Store } from '../../../src/store/store.ts';
import { english } from '../../../src/texts/english/index.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { openStore } from '../../fakes/openStore.ts';

/** The outcome of one request: whether it takes effect, and which answer comes back. */
export interface Fate {
  readonly executed: boolean;
  readonly answer: 'error' | 'timeOut' | 'refusal' | 'silence';
}

export interface Standing extends PostedMessage {
  readonly channel: string;
  readonly at: number;
  readonly body: ShownBody;
}

const TIME_OUT_MS = 15_000;
const NONCE_MEMORY_MS = 3 * 60_000;

/** Channels that deduplicate by nonce as Discord does, on a clock that a test moves. Each request uses up one fate. */
export class FakeChannels {
  readonly messages: Standing[] = [];
  /** By message id. */
  readonly files = new Map<string, readonly (PostedFile & { readonly data: Buffer })[]>();
  readonly requests: string[] = [];
  readonly fates: (Fate | undefined)[] = [];
  /** Runs during the next requests: `before` before Discord has it, `after` before its answer. */
  readonly meanwhile: { readonly before?: () => void; readonly after?: () => void }[] = [];
  isReadable = true;
  /** Channels that the bot may not post in. */
  readonly closed = new Set<string>();
  /** Channels that everybody can read. */
  readonly open = new Set<string>();
  canPin = true;
  readonly pinned = new Set<string>();
  clock = new FakeClock();
  #ids = 1000;
  /** Discord does not document whether a nonce is forgotten with its message. Here it is not: the worse case. */
  readonly #removed: Standing[] = [];

  /** The transport of one life of Pitwall. Once that life is over, no answer comes back. */
  transport(isAlive: () => boolean): Transport {
    const ask = <T>(name: string, work: () => T): Promise<T> => (isAlive() ? this.#ask(name, work) : never());
    return {
      send: (channel, message) => ask('send', () => this.#in(channel, () => this.#post(channel, message))),
      edit: (channel, id, body) => ask('edit', () => this.#in(channel, () => this.#edit(id, body))),
      pin: (channel, id) => ask('pin', () => this.#in(channel, () => this.#pin(id))),
      attach: (channel, id, card) => ask('attach', () => this.#in(channel, () => this.#attach(id, card))),
      since: (channel, at) => ask('since', () => this.#since(channel, at)),
    };
  }

  texts(channel = 'race'): string[] {
    return this.messages.filter((message) => message.channel === channel).map(({ content }) => content);
  }

  /** Somebody else posts a message. */
  say(content: string, channel = 'race'): void {
    this.messages.push({ ...this.#next(channel, { content }), authorName: 'Somebody' });
  }

  /** Somebody deletes a message. */
  remove(id: string): void {
    const index = this.messages.findIndex((message) => message.id === id);
    if (index >= 0) this.#removed.push(...this.messages.splice(index, 1));
  }

  async #ask<T>(name: string, asked: () => T): Promise<T> {
    this.requests.push(name);
    const { before, after } = this.meanwhile.shift() ?? {};
    const work = (): T => {
      before?.();
      const answer = asked();
      after?.();
      return answer;
    };
    const fate = this.fates.shift();
    if (!fate) return work();
    if (fate.executed) work();
    if (fate.answer === 'silence') return never();
    if (fate.answer === 'refusal') throw new Undeliverable('Missing Permissions (50013)');
    if (fate.answer === 'timeOut') await new Promise<void>((resolve) => this.clock.after(TIME_OUT_MS, resolve));
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  }

  #in<T>(channel: string, work: () => T): T {
    if (this.closed.has(channel)) throw new ChannelClosed('Missing Permissions', 50013);
    return work();
  }

  #post(channel: string, { body, nonce, author }: Outgoing): string {
    const forgotten = this.clock.now() - NONCE_MEMORY_MS;
    const same = [...this.messages, ...this.#removed].find((each) => each.nonce === nonce && each.at > forgotten);
    if (same && !author) return same.id;
    const message = {
      ...this.#next(channel, body),
      authorName: author?.name ?? 'pitwall',
      nonce: author ? undefined : nonce,
    };
    this.messages.push(message);
    return message.id;
  }

  /** An edit keeps the files it lists and removes the others. An edit without a list keeps all. */
  #attach(id: string, { body, files }: CardWithFiles): readonly PostedFile[] | undefined {
    if (!this.#edit(id, body)) return undefined;
    const added = files.map(({ name, data }) => ({ id: String(this.#ids++), name, data }));
    this.files.set(id, [...(this.files.get(id) ?? []), ...added]);
    return added.map(({ id: file, name }) => ({ id: file, name }));
  }

  #edit(id: string, body: ShownBody): boolean {
    const index = this.messages.findIndex((message) => message.id === id);
    const old = this.messages[index];
    const { title, description } = body.embeds?.[0] ?? {};
    if (old) this.messages[index] = { ...old, body, content: body.content ?? '', title, description };
    const { attachments: listed } = body;
    const kept = this.files.get(id)?.filter((file) => listed?.some((each) => each.id === file.id) ?? true);
    if (kept) this.files.set(id, kept);
    return old !== undefined;
  }

  #pin(id: string): boolean {
    if (!this.canPin) throw new ChannelClosed('Missing Permissions', 50013);
    if (!this.messages.some((message) => message.id === id)) return false;
    this.pinned.add(id);
    return true;
  }

  #since(channel: string, at: number): PostedMessage[] {
    if (!this.isReadable) throw new ChannelClosed('Missing Permissions', 50013);
    // Discord does not promise to include nonces when a channel is read later.
    return this.messages
      .filter((message) => message.channel === channel && message.at >= at)
      .map(({ nonce: _, ...message }) => message);
  }

  #next(channel: string, body: ShownBody) {
    const [embed] = body.embeds ?? [];
    const { title, description } = embed ?? {};
    return {
      id: String(this.#ids++),
      channel,
      at: this.clock.now(),
      body,
      content: body.content ?? '',
      title,
      description,
    };
  }
}

const never = (): Promise<never> => new Promise(() => {});

/** Lets pending callbacks and promises run. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export interface Life {
  readonly outbox: Outbox;
  readonly store: Store;
  readonly clock: FakeClock;
  readonly logged: { readonly message: string }[];
  /** The process dies; requests under way get no answer. */
  kill(): void;
}

interface Starting {
  readonly connected?: boolean;
  readonly readersKnown?: boolean;
  readonly draw?: DrawPicture;
  /** Needed for links to messages. */
  readonly guildId?: string;
  /** No channel for the log. */
  readonly withoutLog?: boolean;
}

/** An outbox over a store in a directory of its own. It can be killed and started again. */
export function outboxRig() {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-outbox-'));
  const channels = new FakeChannels();
  let last: Life | undefined;

  function start({ connected = true, readersKnown = true, draw, guildId, withoutLog = false }: Starting = {}): Life {
    last?.kill();
    let isAlive = true;
    const disk = openStore(directory, [outboxTables]);
    // This tests what is written, not when it reaches the disk. An fsync at each commit would take minutes.
    disk.get('PRAGMA synchronous=OFF');
    const store = mortal(disk, () => isAlive);
    const clock = new FakeClock(channels.clock.now());
    channels.clock = clock;
    const logged: { message: string }[] = [];
    const outbox = new Outbox({
      store,
      clock,
      log: { warn: (_, message) => logged.push({ message }) },
      words: english,
      guildId,
      hide: (text) => text.replaceAll('parc-ferme', '***'),
      places: { main: 'main', log: withoutLog ? undefined : 'log' },
      pictures: draw && { draw, isShown: ({ name }) => !name.startsWith('off-') },
    });
    if (connected) {
      outbox.open(
        channels.transport(() => isAlive),
        (channel) => (readersKnown ? channels.open.has(channel) : undefined),
      );
    }
    const kill = (): void => {
      if (isAlive) store.close();
      isAlive = false;
    };
    last = { outbox, store, clock, logged, kill };
    return last;
  }

  return {
    channels,
    start,
    remove(): void {
      last?.kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A killed process no longer touches any file. libsql would crash this process on a statement to a closed database. */
function mortal(store: Store, isAlive: () => boolean): Store {
  return new Proxy(store, {
    get(target, name: keyof Store) {
      if (!isAlive()) throw new Error('this process is dead');
      return target[name];
    },
  });
}

/** Moves the clock, and lets its timers' work run. */
export async function pass(life: Life, ms: number): Promise<void> {
  await settle();
  for (let left = ms; left > 0; left -= 15_000) {
    life.clock.advance(Math.min(left, 15_000));
    await settle();
  }
}

export const MINUTE_MS = 60_000;

export const race = (content: string): Post => ({ lane: 'race', body: { content } });
export const chat = (content: string, name = 'Elena'): Post => ({ lane: 'chat', author: { name }, body: { content } });
export const state = (content: string, key = 'board'): Post => ({ lane: 'race', key, body: { content } });
