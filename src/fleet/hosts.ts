/** What the hub knows of its edges: which there are, whose each game server is, who is silent and since when. */
import type { EdgeFacts } from '../doctor/natsFacts.ts';
import type { Clock } from '../kit/clock.ts';
import { Signal } from '../kit/signal.ts';
import type { Store } from '../store/store.ts';
import { StoredStanding } from './edges.ts';
import { type Hello, PROTOCOL, readHello } from './facts.ts';
import { type Away, SILENT_MS, Silence } from './silence.ts';
import { keepState } from './state.ts';

interface Host {
  readonly edge: string;
  readonly hello: Hello;
  /** Those of its servers whose id no other edge had before. */
  readonly own: readonly string[];
  /** When it was heard last; UTC, milliseconds. */
  readonly seen: number;
}

interface HostsOptions {
  readonly store: Store;
  readonly clock: Clock;
}

/** What an edge says of itself each second, beside the time that its orders go by. */
export interface Pulse {
  readonly segment: string;
  /** Its clock. */
  readonly utc?: number | undefined;
  /** How many rows it has that the hub has not. */
  readonly waiting?: number | undefined;
  /** It cannot write: what happens there is not kept. */
  readonly cannotStore?: boolean | undefined;
}

interface Heard {
  /** On our monotonic clock. */
  readonly at: number;
  readonly pulse: Pulse;
  /** By how much its clock was ahead as each of the last pulses came; what was under way for long says too little. */
  readonly ahead: readonly number[];
}

const MOST_PULSES = 5;

export class Hosts {
  readonly #options: HostsOptions;
  readonly #hosts = new Map<string, Host>();
  readonly #heard = new Map<string, Heard>();
  /** Those whose silence is kept. */
  readonly #away = new Set<string>();
  readonly #changed = new Signal<void>();
  readonly #storing = new Signal<{ readonly edge: string; readonly isPossible: boolean }>();
  readonly #begun: number;
  /** What is told of it. */
  readonly silence: Silence;

  /** Other servers than before. */
  readonly onChange = this.#changed.listen;
  /** It cannot write any more, or can again. */
  readonly onStoring = this.#storing.listen;

  constructor(options: HostsOptions) {
    this.#options = options;
    this.silence = new Silence(options.clock);
    this.#begun = options.clock.monotonic();
    for (const host of hostsIn(options.store)) this.#hosts.set(host.edge, host);
  }

  /** By its id, the edge that has it. */
  servers(): ReadonlyMap<string, string> {
    const servers = new Map<string, string>();
    for (const { edge, own } of this.#hosts.values()) for (const id of own) servers.set(id, edge);
    return servers;
  }

  /** Whose it is; what nobody has said of is whoever's tells of it first. */
  ownerOf(server: string, telling: string): string {
    const owner = this.servers().get(server);
    if (owner !== undefined) return owner;
    const known = this.#hosts.get(telling);
    const { version, protocol, letter, servers: others } = known?.hello ?? NO_HELLO;
    const servers = [...others, { id: server, dialect: 'kunos' }];
    const hello: Hello = { version, protocol, letter, servers };
    const own = [...(known?.own ?? []), server];
    this.#keep({ edge: telling, hello, own, seen: this.#options.clock.now() });
    this.#options.store.afterCommit(this.#changed.tell);
    return telling;
  }

  /** By the letter of its numbers, the edge that gives them. */
  letters(): ReadonlyMap<string, string> {
    const letters = new Map<string, string>();
    for (const { edge, hello } of this.#hosts.values()) {
      if (hello.letter !== undefined && !letters.has(hello.letter)) letters.set(hello.letter, edge);
    }
    return letters;
  }

  edges(): readonly string[] {
    return [...this.#hosts.keys()];
  }

  /** @returns what is wrong with it, one sentence each, for whoever started that edge */
  greeted(edge: string, hello: Hello): readonly string[] {
    const taken = new Map([...this.servers()].filter(([, other]) => other !== edge));
    const problems = hello.servers.flatMap(({ id }) => {
      const other = taken.get(id);
      return other === undefined
        ? []
        : [`The server id ${id} belongs to the host ${other}: give it another one here; it is not shown on Discord.`];
    });
    if (hello.protocol !== PROTOCOL) problems.push(otherVersion(hello));
    const before = this.#hosts.get(edge);
    const own = hello.servers.map(({ id }) => id).filter((id) => !taken.has(id));
    this.#keep({ edge, hello, own, seen: this.#options.clock.now() });
    if (JSON.stringify(before?.hello) !== JSON.stringify(hello)) this.#changed.tell();
    return problems;
  }

  /** It has said that it is there. */
  heard(edge: string, pulse: Pulse): void {
    const { clock } = this.#options;
    const host = this.#hosts.get(edge);
    const since = host && this.awaySince(edge);
    const ahead = pulse.utc === undefined ? [] : [pulse.utc - clock.now()];
    const could = this.#heard.get(edge)?.pulse.cannotStore !== true;
    const known = since === undefined ? (this.#heard.get(edge)?.ahead ?? []) : [];
    this.#heard.set(edge, { at: clock.monotonic(), pulse, ahead: [...known, ...ahead].slice(-MOST_PULSES) });
    if (could !== (pulse.cannotStore !== true)) this.#storing.tell({ edge, isPossible: !could });
    if (!host) return;
    this.#hosts.set(edge, { edge, hello: host.hello, own: host.own, seen: clock.now() });
    this.#away.delete(edge);
    this.silence.heard(edge, pulse.segment, pulse.waiting ?? 0);
  }

  /** UTC, milliseconds; undefined for one that is there. */
  awaySince(edge: string): number | undefined {
    const last = this.#heard.get(edge)?.at ?? this.#begun;
    const isSilent = this.#options.clock.monotonic() - last >= SILENT_MS;
    return isSilent ? this.#hosts.get(edge)?.seen : undefined;
  }

  away(): readonly Away[] {
    return [...this.#hosts.values()].flatMap((host) => {
      const since = this.awaySince(host.edge);
      return since === undefined ? [] : [awayOf(host, since)];
    });
  }

  /** Why nothing can be asked of it; undefined where something can. */
  otherVersionOf(edge: string): string | undefined {
    const hello = this.#hosts.get(edge)?.hello;
    return hello && hello.protocol !== PROTOCOL ? otherVersion(hello) : undefined;
  }

  /** How much its clock is ahead of ours; undefined where it has not said so. */
  clockAheadMs(edge: string): number | undefined {
    const { ahead = [] } = this.#heard.get(edge) ?? {};
    return ahead.length === 0 ? undefined : Math.max(...ahead);
  }

  /** How each of them is, as far as it says so. */
  facts(): readonly EdgeFacts[] {
    const { clock } = this.#options;
    return [...this.#hosts.values()].map(({ edge, hello, seen }) => {
      const { at, pulse } = this.#heard.get(edge) ?? {};
      return {
        edge,
        servers: hello.servers.map(({ id }) => id),
        version: hello.version,
        protocol: hello.protocol,
        silentSince: this.awaySince(edge),
        heardMs: at === undefined ? clock.now() - seen : clock.monotonic() - at,
        clockAheadMs: this.clockAheadMs(edge),
        waiting: pulse?.waiting,
        cannotStore: pulse?.cannotStore,
      };
    });
  }

  /** The last one that is known of; by what it told where it has not been heard since the hub's start. */
  #lifeOf(edge: string): string | undefined {
    return this.#heard.get(edge)?.pulse.segment ?? new StoredStanding(this.#options.store, edge).current()?.segment;
  }

  /** Each second. */
  look(): void {
    for (const away of this.away()) {
      const host = this.#hosts.get(away.edge);
      if (host && !this.#away.has(away.edge)) this.#keep(host);
      this.#away.add(away.edge);
      this.silence.missed(away, this.#lifeOf(away.edge));
    }
    this.silence.look();
  }

  close(): void {
    for (const host of this.#hosts.values()) this.#keep(host);
  }

  #keep(host: Host): void {
    this.#hosts.set(host.edge, host);
    keepState(this.#options.store, `host/${host.edge}`, host);
  }
}

const NO_HELLO: Hello = { version: '', protocol: PROTOCOL, servers: [] };

const otherVersion = ({ version }: Hello): string =>
  `Pitwall ${version} on that host is not compatible with the hub's version: install the same version on both.`;

const awayOf = ({ edge, hello }: Host, since: number): Away => ({
  edge,
  since,
  servers: hello.servers.map(({ id }) => id),
});

function hostsIn(store: Store): readonly Host[] {
  const rows = store.all<{ value: string }>("SELECT value FROM fleet_state WHERE name LIKE 'host/%' ORDER BY name");
  const taken = new Set<string>();
  return rows.map(({ value }) => {
    const { edge, hello, own, seen } = JSON.parse(value) as Omit<Host, 'own'> & { own?: readonly string[] };
    const read = readHello(hello);
    // An older version did not keep whose they were: the first one's.
    const its = own ?? read.servers.map(({ id }) => id).filter((id) => !taken.has(id));
    for (const id of its) taken.add(id);
    return { edge, hello: read, own: its, seen };
  });
}
