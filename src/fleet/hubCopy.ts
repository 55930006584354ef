/** An edge's copy of the hub's facts. When cut off, it uses the last ones. */
import type { FormerLinks, Links } from '../features/links/links.ts';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import { Signal } from '../kit/signal.ts';
import type { Store } from '../store/store.ts';
import { type HubBeat, type HubFacts, NO_FACTS, readHubBeat, readHubFacts } from './facts.ts';
import { subjectsOf } from './subjects.ts';
import { OutOfReach, type Talk } from './talk.ts';

/** A lease that was not renewed for this long is free (nats/lease.ts). */
const LEASE_MS = 20_000;

interface HubCopyOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly talk: Talk;
  readonly edge: string;
  readonly log: { warn(fields: object, message: string): void };
}

const ASKED_MS = 2000;
/** The hub sends a beat every five seconds. */
const SILENT_MS = 12_000;

const AWAY = "The league's Discord bot is out of reach just now; try again in a moment.";

export class HubCopy {
  readonly #options: HubCopyOptions;
  readonly #changed = new Signal<void>();
  readonly #newLife = new Signal<void>();
  #facts: HubFacts;
  #known: HubBeat | undefined;
  #life: string | undefined;
  #heardAt: number | undefined;
  #taken: number | undefined;

  /** The facts have changed. */
  readonly onChange = this.#changed.listen;
  /** The hub has a new life, which needs everything that no row carries. */
  readonly onNewLife = this.#newLife.listen;

  constructor(options: HubCopyOptions) {
    this.#options = options;
    this.#facts = factsIn(options.store);
    options.talk.hear(subjectsOf.all, (value) => this.#heard(readHubBeat(value)));
  }

  get facts(): HubFacts {
    return this.#facts;
  }

  isThere(): boolean {
    return this.#heardAt !== undefined && this.#options.clock.monotonic() - this.#heardAt < SILENT_MS;
  }

  /**
   * Whether to obey this hub. One that has been succeeded is not obeyed; one without a life is an older version, and
   * is.
   */
  obeys(hub: string | undefined): boolean {
    return hub === undefined || this.#life === undefined || this.#life === hub || !this.#isHeld();
  }

  /** Links confirmed by drivers, from the hub's facts. */
  links(): Links & FormerLinks {
    const { talk, edge } = this.#options;
    const up = subjectsOf.up(edge);
    return {
      begin: (driver) => reached(talk.ask(up.link, driver, ASKED_MS)).then(String),
      redeem() {
        throw new UserError('Enter that code on Discord.');
      },
      unlink: (userId) => reached(talk.ask(up.unlink, { user: userId }, ASKED_MS)).then((was) => was === true),
      guidOf: (userId) => this.#facts.links.find(({ user }) => user === userId)?.guid,
      userOf: (guid) => this.#facts.links.find((each) => each.guid === guid)?.user,
      guidsOnceOf: (userId) => this.#facts.former.filter(({ user }) => user === userId).map(({ guid }) => guid),
      usersOnceOf: (guid) => this.#facts.former.filter((each) => each.guid === guid).map(({ user }) => user),
    };
  }

  #heard(beat: HubBeat): void {
    const isLate = this.#life !== beat.hub && this.#isHeld() && (beat.taken ?? Infinity) <= (this.#taken ?? 0);
    if (isLate) return;
    this.#heardAt = this.#options.clock.monotonic();
    this.#taken = beat.taken;
    if (this.#life !== beat.hub) {
      this.#life = beat.hub;
      this.#newLife.tell();
    }
    if (this.#known?.hub === beat.hub && this.#known.revision === beat.revision) return;
    this.#known = beat;
    this.#ask(beat).catch((err: unknown) => {
      // The next beat tries again.
      this.#known = undefined;
      this.#options.log.warn({ err }, 'what the hub knows could not be asked for');
    });
  }

  /** Whether the lease of the last heard hub can still be valid. */
  #isHeld(): boolean {
    return this.#heardAt !== undefined && this.#options.clock.monotonic() - this.#heardAt < LEASE_MS;
  }

  async #ask(beat: HubBeat): Promise<void> {
    const { talk, edge, store } = this.#options;
    const facts = readHubFacts(await talk.ask(subjectsOf.up(edge).facts, {}, ASKED_MS));
    if (this.#known !== beat) return;
    const text = JSON.stringify(facts);
    if (text === JSON.stringify(this.#facts)) return;
    store.run(
      `INSERT INTO fleet_state (name, value) VALUES ('facts', ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      text,
    );
    this.#facts = facts;
    this.#changed.tell();
  }
}

function factsIn(store: Store): HubFacts {
  const row = store.get<{ value: string }>("SELECT value FROM fleet_state WHERE name = 'facts'");
  return row ? readHubFacts(JSON.parse(row.value)) : NO_FACTS;
}

function reached(asked: Promise<unknown>): Promise<unknown> {
  return asked.catch((error: unknown) => {
    throw error instanceof OutOfReach ? new UserError(AWAY) : error;
  });
}
