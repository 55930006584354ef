/** Posts cards with and without pictures through the outbox to a local Discord: what pictures cost the main thread. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Outbox } from '../../src/discord/outbox/outbox.ts';
import { outboxTables } from '../../src/discord/outbox/schema.ts';
import { discordTransport } from '../../src/discord/outbox/transport.ts';
import { SteadyRest } from '../../src/discord/session/steadyRest.ts';
import { systemClock } from '../../src/kit/clock.ts';
import type { ContactPicture } from '../../src/pictures/contactPicture.ts';
import { Easel } from '../../src/pictures/easel.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { english } from '../../src/texts/english/index.ts';
import { openSpent, watchTurns } from '../turns.ts';
import { contact } from './contact.ts';

/** What is needed to reach it. */
export interface DiscordElsewhere {
  readonly api: string;
  readonly token: string;
  readonly applicationId: string;
  readonly channels: readonly string[];
}

const MEMORY = '/dev/shm';
const ROUNDS = 3;
const CHANNELS = 10;
/** Discord lets a bot post five messages in five seconds to a channel. */
const CARDS_A_CHANNEL = 3;

export const PICTURES_A_ROUND = 2 * CHANNELS * CARDS_A_CHANNEL;

/** Processor time of the main thread, ms: the longest turn, and the total. */
export interface Round {
  readonly p99: number;
  readonly longest: number;
  readonly core: number;
}

export interface Rounds {
  readonly with: readonly Round[];
  readonly without: readonly Round[];
}

/** In turns within one process; a card takes two requests either way. */
export async function cardsByTurns(): Promise<Rounds> {
  // Without waiting for the disk: every row that is written waits for it, with pictures or without.
  const directory = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'pitwall-bench-'));
  const rounds = { with: [] as Round[], without: [] as Round[] };
  const program = fileURLToPath(new URL('./discord.js', import.meta.url));
  const child = fork(program, [String(2 * (ROUNDS + 1) * CHANNELS)]);
  const [discord]: DiscordElsewhere[] = await once(child, 'message');
  if (!discord) throw new Error('there is no Discord');
  const store = openStore(directory, [outboxTables]);
  const easel = new Easel({ clock: systemClock, log: console });
  const kept = JSON.stringify(contact());
  const draw = () => easel.draw('still', () => JSON.parse(kept) as ContactPicture);
  const moving = () => easel.draw('animation', () => JSON.parse(kept) as ContactPicture);
  const outbox = new Outbox({
    store,
    clock: systemClock,
    log: console,
    words: english,
    hide: String,
    pictures: { draw: (source) => (source.endsWith('still') ? draw() : moving()), isShown: () => true },
  });
  const rest = new SteadyRest({ api: discord.api, version: '10' }).setToken(discord.token);
  outbox.open(discordTransport(rest, discord.applicationId));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, kind] of (['without', 'with'] as const).entries()) {
      const first = (2 * round + index) * CHANNELS;
      const one = await measured(() =>
        cards({ outbox, store, channels: discord.channels.slice(first, first + CHANNELS), kind }),
      );
      // The first cards load modules that the later ones find loaded.
      if (round > 0) rounds[kind].push(one);
    }
  }
  await outbox.close(1000);
  await easel.close();
  store.close();
  rest.clearHandlerSweeper();
  rest.clearHashSweeper();
  child.disconnect();
  rmSync(directory, { recursive: true, force: true });
  return rounds;
}

interface CardsOf {
  readonly outbox: Outbox;
  readonly store: Store;
  readonly channels: readonly string[];
  readonly kind: 'with' | 'without';
}

async function cards({ outbox, store, channels, kind }: CardsOf): Promise<void> {
  const pictures = [
    { source: 'main/12/still', name: 'inc-12.png', place: 'embed' },
    { source: 'main/12/animation', name: 'inc-12.gif', place: 'beside' },
  ] as const;
  // Each is caused by its own event.
  const all = async (title: string): Promise<void> => {
    for (const channel of channels) {
      for (let card = 0; card < CARDS_A_CHANNEL; card += 1) {
        outbox.post(channel, {
          lane: 'incident',
          key: `incident/${card}`,
          body: { embeds: [{ title }], pictures: kind === 'with' ? pictures : [] },
        });
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  };
  await all('open');
  await sent(store);
  if (kind === 'without') await all('decided');
  await sent(store);
}

async function sent(store: Store): Promise<void> {
  while (store.get(`SELECT 1 FROM outbox WHERE state IN ('queued', 'sending')`)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function measured(work: () => Promise<void>): Promise<Round> {
  const spent = openSpent();
  const before = spent.ms();
  const turns = watchTurns();
  await work();
  turns.stop();
  const core = spent.ms() - before;
  spent.close();
  return { p99: turns.p99Ms(), longest: turns.longestMs(), core };
}
