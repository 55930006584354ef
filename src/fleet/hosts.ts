/** What the hub knows of its edges: their names, their game servers, and which are silent since when. */
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
  /** Those of its servers whose ids no other edge had before. */
  readonly own: readonly string[];
  /** When it was last heard; UTC, milliseconds. */
  readonly seen: number;
}

interface HostsOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** The hub's LANGUAGE; not needed where no edge is greeted. */
  readonly language?: string | undefined;
}

/** What an edge reports each second, besides the clock that its orders expire by. */
export interface Pulse {
  readonly segment: string;
  /** Its clock. */
  readonly utc?: number | undefined;
  /** How many rows the hub does not have yet. */
  readonly waiting?: number | undefined;
  /** It cannot write, so its events are not stored. */
  readonly cannotStore?: boolean | undefined;
}

interface Heard {
  /** On our monotonic clock. */
  readonly at: number;
  readonly pulse: Pulse;
  /** How far its clock was ahead at each of the last pulses. A pulse that took long to arrive shows too little. */
  readonly ahead: readonly number[];
}

const MOST_PULSES = 5;

export class Hosts {
  readonly #options: HostsOptions;
  readonly #hosts = new Map<string, Host>();
  readonly #heard = new Map<string, Heard>();
  /** Silent edges whose last contact has been stored. */
  readonly #away = new Set<string>();
  readonly #changed = new Signal<void>();
  readonly #storing = new Signal<{ readonly edge: string; readonly isPossible: boolean }>();
  readonly #begun: number;
  /** Reports silence and return. */
  readonly silence: Silence;

  /** The set of servers has changed. */
  readonly onChange = this.#changed.listen;
  /** An edge can no longer write, or can again. */
  readonly onStoring = this.#storing.listen;

  constructor(options: HostsOptions) {
    this.#options = options;
    this.silence = new Silence(options.clock);
    this.#begun = options.clock.monotonic();
    for (const host of hostsIn(options.store)) this.#hosts.set(host.edge, host);
  }

  /** The edge of each server, by server id. */
  servers(): ReadonlyMap<string, string> {
    const servers = new Map<string, string>();
    for (const { edge, own } of this.#hosts.values()) for (const id of own) servers.set(id, edge);
    return servers;
  }

  /** The edge of a server. An unclaimed server belongs to the first edge that sends an event of it. */
  ownerOf(server: string, telling: string): string {
    const owner = this.servers().get(server);
    if (owner !== undefined) return owner;
    const known = this.#hosts.get(telling);
    const before = known?.hello ?? NO_HELLO;
    const hello: Hello = { ...before, servers: [...before.servers, { id: server, dialect: 'kunos' }] };
    const own = [...(known?.own ?? []), server];
    this.#keep({ edge: telling, hello, own, seen: this.#options.clock.now() });
    this.#options.store.afterCommit(this.#changed.tell);
    return telling;
  }

  /** The edge of each number letter. */
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

  /** @returns problems, one sentence each, for the owner of that edge */
  greeted(edge: string, hello: Hello): readonly string[] {
    const taken = new Map([...this.servers()].filter(([, other]) => other !== edge));
    const problems = hello.servers.flatMap(({ id }) => {
      const other = taken.get(id);
      return other === undefined
        ? []
        : [`The server id ${id} belongs to the host ${other}: give it another one here; it is not shown on Discord.`];
    });
    if (hello.protocol !== PROTOCOL) problems.push(otherVersion(hello));
    const { language } = this.#options;
    if (hello.language !== undefined && language !== undefined && hello.language !== language) {
      problems.push(otherLanguage(hello.language, language));
    }
    const before = this.#hosts.get(edge);
    const own = hello.servers.map(({ id }) => id).filter((id) => !taken.has(id));
    this.#keep({ edge, hello, own, seen: this.#options.clock.now() });
    if (JSON.stringify(before?.hello) !== JSON.stringify(hello)) this.#changed.tell();
    return problems;
  }

  /** An edge's pulse has arrived. */
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

  /** UTC, milliseconds; undefined for an edge that is heard. */
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

  /** Why it can be asked nothing; undefined if it can. */
  otherVersionOf(edge: string): string | undefined {
    const hello = this.#hosts.get(edge)?.hello;
    return hello && hello.protocol !== PROTOCOL ? otherVersion(hello) : undefined;
  }

  /** How far its clock is ahead of ours; undefined if unknown. */
  clockAheadMs(edge: string): number | undefined {
    const { ahead = [] } = this.#heard.get(edge) ?? {};
    return ahead.length === 0 ? undefined : Math.max(...ahead);
  }

  /** The state of each edge, as far as known. */
  facts(): readonly EdgeFacts[] {
    const { clock } = this.#options;
    return [...this.#hosts.values()].map(({ edge, hello, seen }) => {
      const { at, pulse } = this.#heard.get(edge) ?? {};
      return {
        edge,
        servers: hello.servers.map(({ id }) => id),
        version: hello.version,
        protocol: hello.protocol,
        language: hello.language,
        silentSince: this.awaySince(edge),
        heardMs: at === undefined ? clock.now() - seen : clock.monotonic() - at,
        clockAheadMs: this.clockAheadMs(edge),
        waiting: pulse?.waiting,
        cannotStore: pulse?.cannotStore,
      };
    });
  }

  /** Its last known life; if it has not been heard since the hub's start, by the rows that it sent. */
  #lifeOf(edge: string): string | undefined {
    return this.#heard.get(edge)?.pulse.segment ?? new StoredStanding(this.#options.store, edge).current()?.segment;
  }

  /** Call once a second. */
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

const otherLanguage = (its: string, hubs: string): string =>
  `LANGUAGE is ${its} here and ${hubs} on the hub: lines in the game are in one language, posts on Discord in another. Set the same on both.`;

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
    // Older versions did not store the owner: the first edge gets the server.
    const its = own ?? read.servers.map(({ id }) => id).filter((id) => !taken.has(id));
    for (const id of its) taken.add(id);
    return { edge, hello: read, own: its, seen };
  });
}
