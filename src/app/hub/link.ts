/** Connects to the edges, retrying for as long as it takes, while Discord is answered. */
import { randomUUID } from 'node:crypto';
import type { HubBeat } from '../../fleet/facts.ts';
import { closeConnection, connectToNats } from '../../fleet/nats/connect.ts';
import { HubLink, type Refusal } from '../../fleet/nats/hubLink.ts';
import { Lease } from '../../fleet/nats/lease.ts';
import { Refusals } from '../../fleet/refusals.ts';
import { isBehind, type Replica, type StreamPlace, streamPlaceIn } from '../../fleet/replica.ts';
import type { Way } from '../../fleet/shipping.ts';
import { OutOfReach } from '../../fleet/talk.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import { sleep } from '../../kit/wait.ts';
import type { Store } from '../../store/store.ts';
import { NatsWatch } from '../natsWarnings.ts';
import type { HubParts } from './parts.ts';
import { tellOwnSetBack } from './setBack.ts';

const AGAIN_MS = 5000;

export class EdgesLink {
  readonly #parts: HubParts;
  readonly #replicaOf: (edge: string) => Replica;
  #link: HubLink | undefined;
  #lease: Lease | undefined;
  #isClosing = false;

  constructor(parts: HubParts, replicaOf: (edge: string) => Replica) {
    this.#parts = parts;
    this.#replicaOf = replicaOf;
    parts.opened(() => {
      this.#isClosing = true;
    });
  }

  readonly wayTo = (edge: string): Way => {
    const nowhere = (): Promise<never> => Promise.reject(new OutOfReach(edge));
    return this.#link?.wayTo(edge) ?? { send: nowhere, fate: nowhere };
  };

  readonly expiry: HubLink['expiry'] = (edge) => this.#link?.expiry(edge);

  /** What the beat tells every edge; undefined while another hub may hold the lease. */
  standing(): Pick<HubBeat, 'hub' | 'taken'> | undefined {
    return this.#lease?.holds() ? { hub: this.#parts.life, taken: this.#lease.taken } : undefined;
  }

  /** Whether this hub has the lease and reads the edges. */
  isServing(): boolean {
    return this.#link !== undefined;
  }

  /**
   * Resolves once the edges are read.
   *
   * @throws UserError when another hub serves them
   */
  async open(): Promise<void> {
    const { config, clock, log, opened, talk, store, hosts, life } = this.#parts;
    hosts.silence.linkLost();
    const watch = new NatsWatch({ fleet: config.fleet, clock, log, opened });
    const connection = await connectToNats(config.fleet.nats);
    if (this.#isClosing) return connection.close();
    opened(() => closeConnection(connection, clock));
    watch.connected(connection);
    await this.#patiently(async () => {
      const read = (): StreamPlace | undefined => streamPlaceIn(store);
      const lost = this.#parts.fail;
      const lease = await Lease.take({ connection, hub: hubIdIn(store), life, read, clock, lost, log });
      opened(() => lease.close());
      this.#lease = lease;
      if (isBehind(read(), lease.before)) tellOwnSetBack(this.#parts);
    });
    const refusals = new Refusals({ store, clock, log });
    const link = new HubLink({
      connection,
      store,
      replicaOf: this.#replicaOf,
      onBeat: (edge, beat) => hosts.heard(edge, beat),
      onLink: (isThere) => (isThere ? hosts.silence.linkBack() : hosts.silence.linkLost()),
      hub: life,
      holds: () => this.#lease?.holds() ?? false,
      refuses: (edge, { letter }) => refusalOf(hosts.letters(), edge, letter),
      refused: (edge, why) => refusals.add(edge, why),
      clock,
      log,
    });
    opened(() => link.close());
    await this.#patiently(() => link.open());
    this.#link = link;
    hosts.silence.linkBack();
    talk.open(connection);
    log.info({ nats: config.fleet.nats.url }, 'the edges are read');
  }

  /** NATS may be up before it can store anything. */
  async #patiently(work: () => Promise<void>): Promise<void> {
    const { clock, log } = this.#parts;
    let told: string | undefined;
    while (!this.#isClosing) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof UserError) throw error;
        if (told !== messageOf(error)) log.warn({ why: messageOf(error) }, 'the edges cannot be read yet');
        told = messageOf(error);
        await sleep(clock, AGAIN_MS);
      }
    }
  }
}

/** With a letter that another host has, numbers would be ambiguous. */
function refusalOf(letters: ReadonlyMap<string, string>, edge: string, letter?: string): Refusal | undefined {
  const other = letter === undefined ? undefined : letters.get(letter);
  if (other === undefined || other === edge) return undefined;
  const refused = `The letter ${letter} is that of the host ${other}: set EDGE_LETTER to another one on ${edge}. Until then its race goes on, and the hub is told nothing of it.`;
  return { refused, letterOf: other };
}

/** The same in every run, so that a restarted hub renews its own lease. */
function hubIdIn(store: Store): string {
  const known = store.get<{ value: string }>("SELECT value FROM fleet_state WHERE name = 'hub'");
  if (known) return known.value;
  const id = randomUUID();
  store.run("INSERT INTO fleet_state (name, value) VALUES ('hub', ?)", id);
  return id;
}
