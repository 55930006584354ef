import { channels } from './closedDiscord.ts';
import { expectGolden, line, type Stand } from './golden.ts';
import type { GoldenWorld } from './world.ts';
import type { Write } from './writes.ts';

/** Compares everything that a race left behind with the goldens in `expected/<name>/`. */
export function expectGoldens(name: string, world: GoldenWorld, stands: readonly Stand[] = []): void {
  const steps = world.writes;
  const writes = steps.flat();
  const journal = journalIn(writes);
  const began = world.began;
  const compare = (part: string, lines: readonly string[]) => expectGolden(`${name}/${part}`, lines, stands);

  compare('journal.ndjson', journal);
  compare('outbox.ndjson', outboxIn(writes, began));
  compare(
    'orders.ndjson',
    world.orders.map(({ atMs, order }) => line({ atMs, ...order })),
  );
  for (const [who, frames] of world.heard) {
    compare(
      `frames.${who}.ndjson`,
      frames.map((frame) => framed(frame, journal)),
    );
  }
  compare('order.txt', orderOfWrites(steps));
}

/** One event per line, as it was journaled, with its type in front. */
function journalIn(writes: readonly Write[]): string[] {
  return writes.filter(({ written }) => written === 'insert events').map(({ row }) => String(row.event));
}

/** Every post as it was put into the outbox. If a waiting post is replaced, each of its states. */
function outboxIn(writes: readonly Write[], began: number): string[] {
  const names = new Map(Object.entries(channels).map(([name, id]) => [id as string, name]));
  return writes
    .filter(({ written }) => / outbox$/.test(written))
    .map(({ written, row: { id, channel, lane, key, author, body, state, created_at: at } }) =>
      line({
        [written.replace(' outbox', '')]: id,
        atMs: Number(at) - began,
        channel: names.get(String(channel)) ?? channel,
        lane,
        key,
        state,
        author: author === null ? undefined : JSON.parse(String(author)),
        body: JSON.parse(String(body)),
      }),
    );
}

/** A pushed event that is the same as in the journal is shown as its number there. */
function framed(frame: unknown, journal: readonly string[]): string {
  const text = line(frame);
  const [, event] = /^\{"data":\{"event":(\{.*\})\}\}$/.exec(text) ?? [];
  const row = event === undefined ? -1 : journal.indexOf(event);
  return row < 0 ? text : line({ event: row + 1 });
}

/**
 * What is written after each event and before the next one, in which order, and how often. The listeners of an event
 * write in the order in which they were opened, so this shows when that order changes. Listeners do not write how far
 * the sources have been read, what the game server was last sent, and what the front ends store about a command.
 */
function orderOfWrites(steps: readonly (readonly Write[])[]): string[] {
  const counts = new Map<string, number>();
  const count = (order: readonly string[]): void =>
    void counts.set(order.join('\n  '), (counts.get(order.join('\n  ')) ?? 0) + 1);
  for (const step of steps) {
    let current = ['(before an event)'];
    for (const { written, row } of step) {
      // A command counts where it was asked. Later updates of its row lead to nothing.
      if (/ (cursors|loads_sent)$/.test(written) || written === 'update audit') continue;
      // Bookkeeping for looks from outside.
      if (written === 'update doctor_notes') continue;
      if (written === 'insert events' || written === 'insert audit') {
        count(current);
        current = [written === 'insert audit' ? '(a command)' : String(row.type)];
      } else current.push(detail(written, row));
    }
    count(current);
  }
  const found = [...counts].filter(([order]) => !/^\(.*\)$/.test(order)).sort(([a], [b]) => (a < b ? -1 : 1));
  return found.map(([order, times]) => `${times} x ${order}`);
}

/** Posts are told apart by the start of their key and by their lane. */
function detail(written: string, { key, lane }: Write['row']): string {
  const kind = typeof key === 'string' ? ` ${key.replace(/[/\d].*$/, '')}` : '';
  return `${written}${kind}${lane === undefined ? '' : `, lane ${lane}`}`;
}
