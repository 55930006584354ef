/** The faults of a fleet: its programs are killed, its NATS forgets, its connections are cut, all overlapping. */
import { between, pick, type Random } from '../../../sandbox/acserver/driving/random.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { sleep } from '../../../src/kit/wait.ts';
import type { CuttingProxy } from '../../fleet/nats/cuttingProxy.ts';
import type { NatsServer } from '../../fleet/nats/natsServer.ts';
import type { Host } from '../fleetRig.ts';
import type { Span } from './enforcement.ts';

const TARGETS = ['edge', 'hub', 'nats', 'way of the edge', 'way of the hub'] as const;
type Target = (typeof TARGETS)[number];

const NATS_FAULTS = ['killed', 'its store lost', 'its store set back'] as const;
const WAY_FAULTS = ['cut', 'hole', 'stall'] as const;

/** A long run has the lowest priority, so everything else on the machine goes first. */
const STARTS_WITHIN_MS = 10 * 60_000;

const SETTLED_MS = 3000;

interface WeatherOptions {
  readonly random: Random;
  readonly nats: NatsServer;
  readonly edge: Host;
  readonly hub: Host;
  readonly ways: Readonly<Record<'edge' | 'hub', CuttingProxy>>;
  /** How long faults last, shortest and longest. */
  readonly lastsMs: readonly [number, number];
  readonly pauseMs: number;
  readonly tell: (what: string) => void;
}

/** Words in the log that show that the program has started, whether NATS is there or not. */
export const READY = { edge: 'This is the edge', hub: 'Pitwall is ready' } as const;

export class Weather {
  readonly #options: WeatherOptions;
  /** Targets being struck; none is struck twice at a time. */
  readonly #busy = new Set<Target>();
  readonly #down = new Map<Target, { from: number; to: number }[]>(TARGETS.map((target) => [target, []]));
  readonly counts = new Map<string, number>();
  #setBack: (() => void) | undefined;
  #edgeSince = performance.now();
  readonly #alive: { from: number; to: number }[] = [];

  constructor(options: WeatherOptions) {
    this.#options = options;
  }

  /** When the edge was running. */
  alive(): readonly Span[] {
    return [...this.#alive, { from: this.#edgeSince, to: Number.POSITIVE_INFINITY }];
  }

  /** When the edge could tell the hub nothing. */
  cutOff(): readonly Span[] {
    return TARGETS.flatMap((target) => (target === 'edge' ? [] : (this.#down.get(target) ?? [])));
  }

  /**
   * Not just after a start of the edge: if the game server repeats within two seconds what the edge has read in the
   * log, the edge takes the datagram for the same event. In a real game nobody leaves and is back by then.
   */
  isSettled(): boolean {
    const since = performance.now() - this.#edgeSince;
    return since < 0 || since > SETTLED_MS;
  }

  /** Strikes this many times; resolves once everything is over. */
  async rage(faults: number): Promise<void> {
    const { random, lastsMs, pauseMs } = this.#options;
    const under: Promise<void>[] = [];
    for (let each = 0; each < faults; ) {
      await sleep(systemClock, between(random, 0, 2 * pauseMs));
      const target = pick(
        random,
        TARGETS.filter((one) => !this.#busy.has(one)),
      );
      if (!target) continue;
      each += 1;
      // Most are short, but every length from shortest to longest occurs.
      const [shortest, longest] = lastsMs;
      const ms = shortest * (longest / shortest) ** (random() ** 1.5);
      const struck = this.strike(target, ms);
      // Failures are reported at the end.
      struck.catch(() => {});
      under.push(struck);
    }
    await Promise.all(under);
  }

  async strike(target: Target, ms: number): Promise<void> {
    this.#busy.add(target);
    const span = { from: performance.now(), to: Number.POSITIVE_INFINITY };
    this.#down.get(target)?.push(span);
    try {
      if (target === 'nats') await this.#strikeNats(ms);
      else if (target === 'edge' || target === 'hub') await this.#kill(target, ms);
      else await this.#cut(target === 'way of the edge' ? 'edge' : 'hub', ms);
    } finally {
      span.to = performance.now();
      this.#busy.delete(target);
    }
  }

  #tell(what: string, ms: number): void {
    const name = what.replace(/ \(.*/, '');
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    this.#options.tell(`${what}, ${(ms / 1000).toFixed(1)} s`);
  }

  async #kill(who: 'edge' | 'hub', ms: number): Promise<void> {
    const host = this.#options[who];
    // A program that is away for minutes is just another cut, and tests nothing new.
    const awayMs = Math.min(ms, 30_000);
    this.#tell(`${who} killed`, awayMs);
    await host.end('SIGKILL');
    if (who === 'edge') this.#alive.push({ from: this.#edgeSince, to: performance.now() });
    if (who === 'edge') this.#edgeSince = Number.POSITIVE_INFINITY;
    await sleep(systemClock, awayMs);
    await host.start(READY[who], STARTS_WITHIN_MS);
    if (who === 'edge') this.#edgeSince = performance.now();
  }

  async #strikeNats(ms: number): Promise<void> {
    const { nats, random } = this.#options;
    const how = pick(random, NATS_FAULTS) ?? 'killed';
    const awayMs = Math.min(ms, 30_000);
    this.#tell(`nats ${how}`, awayMs);
    const setBack = this.#setBack;
    this.#setBack = nats.copyStore();
    await nats.end('SIGKILL');
    if (how === 'its store lost') nats.forget();
    if (how === 'its store set back') setBack?.();
    await sleep(systemClock, awayMs);
    await nats.run();
  }

  /** Cuts the edge off in both directions until this is over. */
  async cutOffUntil(over: () => Promise<unknown>): Promise<void> {
    const span = { from: performance.now(), to: Number.POSITIVE_INFINITY };
    this.#down.get('way of the edge')?.push(span);
    this.#options.ways.edge.set('cut');
    try {
      await over();
    } finally {
      this.#options.ways.edge.set('pass');
      span.to = performance.now();
    }
  }

  async #cut(whose: 'edge' | 'hub', ms: number): Promise<void> {
    const { ways, random } = this.#options;
    const how = pick(random, WAY_FAULTS) ?? 'cut';
    this.#tell(`way of the ${whose}: ${how}`, ms);
    ways[whose].set(how);
    await sleep(systemClock, ms);
    // What a hole has swallowed is missing in the middle of the stream, so the connection cannot go on.
    if (how === 'hole') ways[whose].set('cut');
    ways[whose].set('pass');
  }
}
