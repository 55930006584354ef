/** Handles a host's late events: one digest instead of hundreds of lines, and cards only in their final state. */
import type { Place, Routing } from '../../config/routing.ts';
import { chatCards } from '../../discord/cards/chat.ts';
import { ofServer } from '../../discord/cards/relay.ts';
import { sessionName } from '../../discord/cards/sessions.ts';
import { spokenBy } from '../../discord/outbox/message.ts';
import type { Outbox } from '../../discord/outbox/outbox.ts';
import type { Post } from '../../discord/outbox/post.ts';
import type { RaceEvent } from '../../events/events.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Bus } from '../../race/bus.ts';
import { sessionOf } from '../../race/sessionOf.ts';
import type { RaceState } from '../../race/state.ts';
import type { Store } from '../../store/store.ts';
import type { Catalogue } from '../../texts/catalogue.ts';

interface LateOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly outbox: Pick<Outbox, 'post'>;
  readonly words: Catalogue;
  /** Called when cards that were held back may be sent. */
  readonly released: () => void;
}

interface Told {
  readonly server: string;
  readonly routing: Routing;
  /** How far the host's clock is ahead of ours. */
  readonly aheadMs: () => number;
}

/** Late events of a server that were not posted one by one; stored until the digest is posted. */
interface Tally {
  sessions: SessionTally[];
  chat: { lines: number; last: string[] };
}

interface SessionTally {
  readonly key: string;
  readonly name: string;
  laps: number;
  joined: number;
  left: number;
}

/**
 * Laps and joins older than this become numbers, and older chat becomes one message. Cards show only their final state.
 */
const LATE_MS = { news: 10 * 60_000, chat: 2 * 60_000 } as const;

/** The backlog counts as complete after this long without a late event. */
const QUIET_MS = 3000;

/** Leaves room for the heading within Discord's 2000 characters. */
const CHAT_LENGTH = 1800;

export class LateNews {
  readonly #options: LateOptions;
  readonly #told = new Map<string, Told>();
  /** By server: when its last late event came, on our monotonic clock. */
  readonly #late = new Map<string, number>();

  constructor(options: LateOptions) {
    this.#options = options;
  }

  /** A bus without the events that are counted here. */
  digesting(bus: Bus, told: Told): Bus {
    this.#told.set(told.server, told);
    // An earlier run of the hub may have left a tally.
    if (tallyIn(this.#options.store, told.server)) this.#late.set(told.server, this.#options.clock.monotonic());
    return {
      live: bus.live,
      durable: (listener) =>
        bus.durable((event, state) => (this.#takes(event, state, told) ? undefined : listener(event, state))),
    };
  }

  /** Servers with a backlog so large that cards would change with every event of it. */
  held(): readonly string[] {
    return [...this.#late.keys()];
  }

  /** Call once a second. */
  look(): void {
    const now = this.#options.clock.monotonic();
    for (const [server, at] of this.#late) {
      if (now - at < QUIET_MS) continue;
      this.#tell(server);
      this.#late.delete(server);
      this.#options.released();
    }
  }

  /** Runs in the event's transaction. */
  #takes(event: RaceEvent, state: RaceState, { server, aheadMs }: Told): boolean {
    const { store, clock } = this.#options;
    const age = clock.now() + aheadMs() - event.at;
    if (age >= LATE_MS.news) this.#late.set(server, clock.monotonic());
    const isChat = event.type === 'chat';
    if (age < (isChat ? LATE_MS.chat : LATE_MS.news)) return false;
    if (!isChat && event.type !== 'lapCompleted' && event.type !== 'driverJoined' && event.type !== 'driverLeft') {
      return false;
    }
    this.#late.set(server, clock.monotonic());
    const tally = tallyIn(store, server) ?? { sessions: [], chat: { lines: 0, last: [] } };
    if (isChat) this.#countChat(tally, chatCards.chat(event, state, this.#options.words)[0]?.post);
    else this.#countNews(tally, event, state);
    keepTally(store, server, tally);
    return true;
  }

  #countChat({ chat }: Tally, post: Post | undefined): void {
    if (!post?.author) return;
    chat.lines += 1;
    chat.last.push(spokenBy(post.author, post.body).content ?? '');
    while (chat.last.join('\n').length > CHAT_LENGTH) chat.last.shift();
  }

  #countNews({ sessions }: Tally, event: RaceEvent, state: RaceState): void {
    const key = `${event.run}/${event.session}`;
    const facts = sessionOf(event, state)?.facts;
    const { words } = this.#options;
    const name = facts ? sessionName(facts, words) : words.sessionKind({ kind: 'other' });
    const known = sessions.find((each) => each.key === key) ?? { key, name, laps: 0, joined: 0, left: 0 };
    if (!sessions.includes(known)) sessions.push(known);
    if (event.type === 'lapCompleted') known.laps += 1;
    else if (event.type === 'driverJoined') known.joined += 1;
    else known.left += 1;
  }

  #tell(server: string): void {
    const { store, words } = this.#options;
    const told = this.#told.get(server);
    store.transaction(() => {
      const tally = tallyIn(store, server);
      if (!tally || !told) return;
      const [lap, join] = [told.routing.placeOf('lap'), told.routing.placeOf('join')];
      const isOne = lap?.channel === join?.channel;
      for (const { name: session, laps, joined, left } of tally.sessions) {
        this.#say(told, lap, { session, laps, joined: isOne ? joined : 0, left: isOne ? left : 0 });
        if (!isOne) this.#say(told, join, { session, laps: 0, joined, left });
      }
      const { lines, last } = tally.chat;
      if (lines > 0) {
        const above = words.chatToldLate({ lines });
        const cut = last.length < lines ? ['…'] : [];
        this.#post(told, told.routing.placeOf('chat'), [above, ...cut, ...last].join('\n'), 'chat');
      }
      store.run('DELETE FROM fleet_state WHERE name = ?', nameOf(server));
    });
  }

  #say(told: Told, place: Place | undefined, counted: Parameters<Catalogue['newsToldLate']>[0]): void {
    const { laps, joined, left } = counted;
    if (laps + joined + left > 0) this.#post(told, place, this.#options.words.newsToldLate(counted), 'race');
  }

  #post({ server, routing }: Told, place: Place | undefined, content: string, lane: 'race' | 'chat'): void {
    if (!place) return;
    const { channel, confidential } = place;
    const post: Post = { lane, body: { content }, confidential };
    this.#options.outbox.post(channel, routing.namesServers ? ofServer(server, post) : post);
  }
}

const nameOf = (server: string): string => `late/${server}`;

function tallyIn(store: Store, server: string): Tally | undefined {
  const row = store.get<{ value: string }>('SELECT value FROM fleet_state WHERE name = ?', nameOf(server));
  return row && (JSON.parse(row.value) as Tally);
}

function keepTally(store: Store, server: string, tally: Tally): void {
  store.run(
    `INSERT INTO fleet_state (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    nameOf(server),
    JSON.stringify(tally),
  );
}
