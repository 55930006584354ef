/**
 * Datagrams that were heard together are kept in pieces. What is left of them is on the disk with each piece: by the first
 * of them the log may have given up lines that the others tell, and a kill must not take those along.
 */
import type { Heard } from './backlog.ts';
import type { Journal } from './journal.ts';

const SOURCE = 'datagrams left';

export class LeftPackets {
  readonly #journal: Pick<Journal, 'cursor' | 'moveCursor'>;
  readonly #redact: (text: string) => string;

  /** @param redact takes out passwords: what drivers have typed stands in datagrams as they typed it */
  constructor(journal: Pick<Journal, 'cursor' | 'moveCursor'>, redact: (text: string) => string) {
    this.#journal = journal;
    this.#redact = redact;
  }

  /** What a Pitwall that was killed left. */
  stored(): Heard | undefined {
    const stored = this.#journal.cursor(SOURCE);
    if (!isLeft(stored) || stored.packets.length === 0) return undefined;
    // An older version did not say it, and nearly every server has a log.
    return { ...stored, isLogged: stored.isLogged ?? true };
  }

  /** Inside the transaction of those before them. */
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
