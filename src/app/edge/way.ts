/** Connects to NATS right from the start, so that the hub can report the last numbers before any new one is given. */
import type { EdgeConfig } from '../../config/environment.ts';
import { closeConnection, connectToNats } from '../../fleet/nats/connect.ts';
import { askWhere } from '../../fleet/nats/edgeLink.ts';
import { type Counted, countOn, lastNumbers, numberWithLetter } from '../../fleet/numbers.ts';
import { sleep } from '../../kit/wait.ts';
import type { Store } from '../../store/store.ts';
import { eventName, incidentName, penaltyName, sessionName } from '../../texts/names.ts';
import { NatsWatch } from '../natsWarnings.ts';
import type { Shared } from '../shared.ts';

type Connection = Awaited<ReturnType<typeof connectToNats>>;

/**
 * How long a start waits for the hub. A host that is cut off starts watching its game servers after this at the latest.
 */
const HEARD_MS = 3000;

interface WayOptions extends Pick<Shared, 'clock' | 'log' | 'opened'> {
  readonly config: EdgeConfig;
}

export class HubWay {
  readonly #options: WayOptions;
  /** Reconnects by itself for as long as Pitwall runs. */
  readonly connection: Promise<Connection | undefined>;
  readonly watch: NatsWatch;
  #isClosing = false;

  constructor(options: WayOptions) {
    this.#options = options;
    options.opened(() => {
      this.#isClosing = true;
    });
    const { config, clock, log } = options;
    this.watch = new NatsWatch({ fleet: config.fleet, clock, log, opened: options.opened });
    this.connection = this.#connect();
  }

  /**
   * Waits for what the hub knows of this edge, but not for long. From here on, new numbers carry the edge's letter.
   *
   * @throws UserError when the store already numbers with another letter
   */
  async heard(store: Store): Promise<void> {
    const { clock, config } = this.#options;
    const { edge, letter } = config.fleet;
    const asked = this.connection.then(
      (connection) => connection && askWhere(connection, edge, { segments: [], letter }),
    );
    // A connection problem is reported by the code that opens the link.
    const where = await Promise.race([asked.catch(() => undefined), sleep(clock, HEARD_MS)]);
    // With a letter that another edge has, numbers would be ambiguous, and the letter could not be changed any more.
    if (where?.letterOf === undefined) numberWithLetter(store, letter);
    if (where?.counted) this.countOn(store, where.counted);
  }

  countOn(store: Store, told: Counted): void {
    if (!countOn(store, told)) return;
    const { decisions = 0, incidents = 0, sessions = 0, league_events: events = 0 } = lastNumbers(store);
    const last = [
      penaltyName({ number: decisions }),
      incidentName({ number: incidents }),
      sessionName({ id: sessions }),
      eventName({ number: events }),
      // Number 0 means that nothing has been numbered yet.
    ].filter((name) => !/[A-Z-]0$/.test(name));
    this.#options.log.warn(
      `This host was rolled back: it has less data than it reported to the hub, so new numbers continue after ${last.join(', ')}.`,
    );
  }

  async #connect(): Promise<Connection | undefined> {
    const { config, opened, clock } = this.#options;
    const connection = await connectToNats(config.fleet.nats);
    if (this.#isClosing) {
      await connection.close();
      return undefined;
    }
    opened(() => closeConnection(connection, clock));
    return connection;
  }
}
