/**
 * Datagrams received together are stored in pieces, and the rest goes to disk with each piece. The first ones may have
 * made the log give up lines that the others report, so a kill must not lose those.
 */
import type { Heard } from './backlog.ts';
import type { Journal } from './journal.ts';

const SOURCE = 'datagrams left';

export class LeftPackets {
  readonly #journal: Pick<Journal, 'cursor' | 'moveCursor'>;
  readonly #redact: (text: string) => string;

  /** @param redact removes passwords: chat datagrams hold what drivers typed */
  constructor(journal: Pick<Journal, 'cursor' | 'moveCursor'>, redact: (text: string) => string) {
    this.#journal = journal;
    this.#redact = redact;
  }

  /** What a killed Pitwall left. */
  stored(): Heard | undefined {
    const stored = this.#journal.cursor(SOURCE);
    if (!isLeft(stored) || stored.packets.length === 0) return undefined;
    // An older version did not store this, and nearly every server has a log.
    return { ...stored, isLogged: stored.isLogged ?? true };
  }

  /** Call in the transaction of the datagrams before these. */
  keep({ packets, ...when }: Heard): void {
    if (packets.length === 0 && !this.stored()) return;
    const shown = packets.map((packet) =>
      packet.type === 'chat' ? { ...packet, message: this.#redact(packet.message) } : packet,
    );
    this.#journal.moveCursor(SOURCE, { ...when, packets: shown });
  }
}

const isLeft = (stored: unknown): stored is Omit<Heard, 'isLogged'> & Partial<Heard> =>
  typeof stored === 'object' &&
  stored !== null &&
  typeof Reflect.get(stored, 'at') === 'number' &&
  Array.isArray(Reflect.get(stored, 'packets'));
