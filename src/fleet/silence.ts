/** Reports silent hosts: once when the silence begins, once when everything they had to send is here. */
import type { Clock } from '../kit/clock.ts';
import { Signal } from '../kit/signal.ts';

/** A silent edge. */
export interface Away {
  readonly edge: string;
  /** UTC, milliseconds. */
  readonly since: number;
  readonly servers: readonly string[];
}

/** An edge that is heard again, and whose missed events the hub now has. */
export interface Back {
  readonly edge: string;
  /** UTC, milliseconds. */
  readonly since: number;
  /** How many events were caught up on. */
  readonly events: number;
  /** Its Pitwall has restarted, so nobody watched its games meanwhile. */
  readonly isRestarted: boolean;
}

/** The hub's own connection to NATS; while it is down, no edge is heard. */
export type LinkBack = Pick<Back, 'since' | 'events'>;

interface Silent {
  readonly away: Away;
  /** The hub's own connection is down: only that is reported, not the silent edges. */
  readonly isByLink: boolean;
  readonly segment: string | undefined;
  events: number;
  again?: { readonly at: number; waiting: number; segment: string } | undefined;
}

interface Link {
  readonly since: number;
  readonly at: number;
  isTold: boolean;
  back?: { readonly at: number; events: number } | undefined;
}

/** Silence shorter than this is not reported: it is a reconnect. */
export const SILENT_MS = 5000;

/** How long to wait for the backlog. */
const CAUGHT_UP_MS = 120_000;

/** An edge still silent this long after the link is back is reported by itself. */
const ALL_BACK_MS = 15_000;

export class Silence {
  readonly #clock: Clock;
  readonly #silent = new Map<string, Silent>();
  readonly #left = new Signal<Away>();
  readonly #back = new Signal<Back>();
  readonly #linkLeft = new Signal<{ readonly since: number }>();
  readonly #linkBack = new Signal<LinkBack>();
  #link: Link | undefined;

  readonly onAway = this.#left.listen;
  readonly onBack = this.#back.listen;
  readonly onLinkDown = this.#linkLeft.listen;
  readonly onLinkBack = this.#linkBack.listen;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** UTC, milliseconds; undefined while NATS is there. */
  linkDownSince(): number | undefined {
    return this.#link && !this.#link.back ? this.#link.since : undefined;
  }

  linkLost(): void {
    const { back } = this.#link ?? {};
    if (this.#link && !back) return;
    this.#link = { since: this.#clock.now(), at: this.#clock.monotonic(), isTold: false };
  }

  linkBack(): void {
    if (!this.#link?.isTold) this.#link = undefined;
    else this.#link.back ??= { at: this.#clock.monotonic(), events: 0 };
  }

  missed(away: Away, segment: string | undefined): void {
    const known = this.#silent.get(away.edge);
    if (known) {
      known.again = undefined;
      return;
    }
    const isByLink = this.#link !== undefined && !this.#link.back;
    this.#silent.set(away.edge, { away, isByLink, segment, events: 0 });
    if (!isByLink) this.#left.tell(away);
  }

  /** @param waiting how many rows the hub does not have yet */
  heard(edge: string, segment: string, waiting: number): void {
    const silent = this.#silent.get(edge);
    if (!silent) return;
    silent.again ??= { at: this.#clock.monotonic(), waiting, segment };
    silent.again.waiting = waiting;
    silent.again.segment = segment;
  }

  /** This many of its events have arrived. */
  applied(edge: string, events: number): void {
    const silent = this.#silent.get(edge);
    if (silent) silent.events += events;
  }

  /** Call once a second. */
  look(): void {
    const now = this.#clock.monotonic();
    if (this.#link && !this.#link.isTold && now - this.#link.at >= SILENT_MS) {
      this.#link.isTold = true;
      this.#linkLeft.tell({ since: this.#link.since });
    }
    for (const [edge, silent] of this.#silent) this.#lookAt(edge, silent, now);
    this.#endLink(now);
  }

  #lookAt(edge: string, { away, again, events, isByLink, segment }: Silent, now: number): void {
    if (!again || (again.waiting > 0 && now - again.at < CAUGHT_UP_MS)) return;
    this.#silent.delete(edge);
    if (isByLink && this.#link?.back) this.#link.back.events += events;
    else if (!isByLink) {
      const isRestarted = segment !== undefined && segment !== again.segment;
      this.#back.tell({ edge, since: away.since, events, isRestarted });
    }
  }

  #endLink(now: number): void {
    const { back, since } = this.#link ?? {};
    if (!back || since === undefined) return;
    const byLink = [...this.#silent.values()].filter(({ isByLink }) => isByLink);
    if (
      byLink.some(({ again }) => again)
        ? now - back.at < CAUGHT_UP_MS
        : byLink.length > 0 && now - back.at < ALL_BACK_MS
    )
      return;
    this.#link = undefined;
    this.#linkBack.tell({ since, events: back.events });
    for (const { away, segment } of byLink) {
      this.#silent.set(away.edge, { away, isByLink: false, segment, events: 0 });
      this.#left.tell(away);
    }
  }
}
