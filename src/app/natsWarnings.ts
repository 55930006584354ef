/** Reports problems with NATS: one sentence when a problem begins, one when it is over. The race goes on meanwhile. */
import type { EdgeSettings, HubSettings } from '../config/fleet.ts';
import { natsSentences } from '../doctor/rows/nats.ts';
import { lookAtNats } from '../fleet/nats/look.ts';
import type { Clock } from '../kit/clock.ts';
import type { Close } from '../kit/closers.ts';

interface WatchOptions {
  readonly fleet: EdgeSettings | HubSettings;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: { warn(sentence: string): void; info(sentence: string): void };
  readonly opened: (close: Close) => void;
}

/** While NATS is unreachable, look again this often, because the cause may change. */
const AGAIN_MS = 15_000;
/** A connection that is back within this time is not reported. */
const CUT_MS = 5000;

export class NatsWatch {
  readonly #options: WatchOptions;
  #told: readonly string[] = [];
  #isConnected = false;
  /** Once set, nothing is checked any more. */
  #isClosed = false;
  #isLooking = false;
  #cancel: () => void = () => {};

  constructor(options: WatchOptions) {
    this.#options = options;
    options.opened(() => {
      this.#isClosed = true;
      this.#cancel();
    });
    void this.look();
  }

  /** Reports problems that have not been reported yet. Never rejects. */
  async look(): Promise<void> {
    if (this.#isClosed || this.#isLooking) return;
    this.#isLooking = true;
    const { fleet, log } = this.#options;
    const facts = await lookAtNats(fleet.nats, 'edge' in fleet ? fleet.edge : undefined);
    this.#isLooking = false;
    if (this.#isClosed) return;
    const sentences = natsSentences(facts);
    for (const sentence of sentences) if (!this.#told.includes(sentence)) log.warn(sentence);
    this.#told = sentences;
    if (!this.#isConnected) this.#lookIn(AGAIN_MS);
  }

  /** Call when connected; follows the connection's status from then on. */
  connected(connection: { status(): AsyncIterable<{ readonly type: string }> }): void {
    const { fleet, log } = this.#options;
    this.#isConnected = true;
    this.#cancel();
    log.info(`connected to NATS at ${fleet.nats.url}`);
    void this.#follow(connection);
  }

  async #follow(connection: { status(): AsyncIterable<{ readonly type: string }> }): Promise<void> {
    const { fleet, log } = this.#options;
    for await (const { type } of connection.status()) {
      if (type === 'disconnect' && this.#isConnected) {
        this.#isConnected = false;
        this.#told = [];
        this.#lookIn(CUT_MS);
      } else if (type === 'reconnect' && !this.#isConnected) {
        this.#isConnected = true;
        this.#cancel();
        if (this.#told.length > 0) log.info(`connected to NATS at ${fleet.nats.url} again`);
      }
    }
  }

  #lookIn(ms: number): void {
    this.#cancel();
    this.#cancel = this.#options.clock.after(ms, () => void this.look());
  }
}
