/** Follows the incidents of one server, and reports what has changed on the stewards' desk. */
import type { RaceEvent } from '../../events/events.ts';
import type { Incident } from '../../events/incident.ts';
import type { Clock } from '../../kit/clock.ts';
import { Signal } from '../../kit/signal.ts';
import type { Bus } from '../../race/bus.ts';
import { byUrgency, isMinor, isOpen, type Queue, rowOf, type SharedCard, sharedBy, sharedCardOf } from './desk.ts';

/** What has changed since the last report. */
export interface DeskNews {
  readonly queue: Queue;
  readonly shared: readonly SharedCard[];
  /** Sent at startup: messages already in the channel may be outdated or gone. */
  readonly isStart: boolean;
}

export interface BoardOptions {
  readonly server: string;
  readonly bus: Pick<Bus, 'live'>;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
  /** The incidents that may be shown, as they are at startup. */
  readonly known: readonly Incident[];
}

/**
 * Older incidents are only listed on request: if nobody ever decides, open incidents pile up for as long as a server
 * exists.
 */
export const MOST_KNOWN = 200;

/** A pile-up causes an event per report of each contact: they are reported together once none came for this long. */
const PAUSE_MS = 1000;
/** The longest wait, if they keep coming. */
const LONGEST_MS = 4000;
const AGAIN_MS = 10_000;
/** How long a decided incident stays on its shared card. */
const DAY_MS = 24 * 60 * 60_000;

export class Board {
  readonly #options: BoardOptions;
  readonly #incidents = new Map<number, Incident>();
  readonly #news = new Signal<DeskNews>();
  readonly #changed = new Set<string>();
  /** Shared cards as last reported: by now a card may have lost all its incidents. */
  readonly #told = new Map<string, SharedCard>();
  readonly #stop: () => void;
  #cancel: (() => void) | undefined;
  /** When changes are reported at the latest, on the monotonic clock. */
  #latest: number | undefined;
  /** The changes could not be reported, and are retried. */
  #isFailing = false;

  constructor(options: BoardOptions) {
    this.#options = options;
    for (const incident of options.known) this.#keep(incident);
    this.#stop = options.bus.live((event) => this.#hear(event));
  }

  /** Called a moment after something changed, never inside a transaction. */
  readonly listen = this.#news.listen;

  queue(): Queue {
    const all = [...this.#incidents.values()];
    const sharing = this.#sharing();
    const shared = [...sharing.keys()].flatMap((key) => this.#shared(key, sharing) ?? []);
    return {
      server: this.#options.server,
      open: all
        .filter((each) => !isMinor(each) && isOpen(each))
        .sort(byUrgency)
        .map(rowOf),
      shared: shared.filter(({ rows }) => rows.some(({ incident }) => incident.fold !== undefined && isOpen(incident))),
    };
  }

  /** All open incidents, most urgent first. */
  open(): readonly Incident[] {
    return [...this.#incidents.values()].filter(isOpen).sort(byUrgency);
  }

  /** Reports everything. */
  resume(): void {
    for (const incident of this.#incidents.values()) this.#mark(incident);
    this.#tell(true);
  }

  close(): void {
    this.#stop();
    this.#cancel?.();
  }

  #hear(event: RaceEvent): void {
    if (event.type !== 'incidentOpened' && event.type !== 'incidentUpdated' && event.type !== 'incidentDecided') return;
    const { incident } = event;
    this.#mark(this.#incidents.get(incident.number));
    this.#mark(incident);
    this.#keep(incident);
    // The retry reports everything.
    if (this.#isFailing) return;
    const { clock } = this.#options;
    const now = clock.monotonic();
    this.#latest ??= now + LONGEST_MS;
    this.#cancel?.();
    this.#cancel = clock.after(Math.max(0, Math.min(PAUSE_MS, this.#latest - now)), () => this.#tell(false));
  }

  #keep(incident: Incident): void {
    const { number, mergedInto, at } = incident;
    const isLasting = isOpen(incident) || (keyOf(incident) !== undefined && at > this.#options.clock.now() - DAY_MS);
    if (mergedInto === undefined && isLasting) this.#incidents.set(number, listed(incident));
    else this.#incidents.delete(number);
    if (this.#incidents.size > MOST_KNOWN) this.#incidents.delete(Math.min(...this.#incidents.keys()));
  }

  #mark(incident: Incident | undefined): void {
    const key = incident && keyOf(incident);
    if (key !== undefined) this.#changed.add(key);
  }

  #tell(isStart: boolean): void {
    const { clock, log } = this.#options;
    this.#cancel?.();
    this.#cancel = undefined;
    this.#latest = undefined;
    const sharing = this.#sharing();
    const shared = [...this.#changed].flatMap((key) => this.#shared(key, sharing) ?? []);
    try {
      this.#news.tell({ queue: this.queue(), shared, isStart });
      this.#changed.clear();
      for (const key of this.#told.keys()) if (!sharing.has(key)) this.#told.delete(key);
      this.#isFailing = false;
    } catch (err) {
      // For example because the disk is full: retried a moment later.
      log.error({ err }, 'what the stewards have before them could not be posted');
      this.#isFailing = true;
      this.#cancel = clock.after(AGAIN_MS, () => this.#tell(isStart));
    }
  }

  /** Incidents that share a card, by the key of the card. */
  #sharing(): ReadonlyMap<string, readonly Incident[]> {
    const sharing = new Map<string, Incident[]>();
    for (const incident of this.#incidents.values()) {
      const key = keyOf(incident);
      const others = key === undefined ? undefined : sharing.get(key);
      if (others) others.push(incident);
      else if (key !== undefined) sharing.set(key, [incident]);
    }
    return sharing;
  }

  #shared(key: string, sharing: ReadonlyMap<string, readonly Incident[]>): SharedCard | undefined {
    const incidents = sharing.get(key) ?? [];
    const fold = incidents[0] && sharedBy(incidents[0]);
    const told = this.#told.get(key);
    const card = fold ? sharedCardOf(incidents, fold) : told && { ...told, rows: [] };
    if (!card || (!told && card.rows.every(({ incident }) => incident.fold === undefined))) return undefined;
    this.#told.set(key, card);
    return card;
  }
}

/** Undefined for an incident that shares no card. */
function keyOf(incident: Incident): string | undefined {
  const fold = sharedBy(incident);
  return fold && `${incident.run}/${incident.session}/${fold}`;
}

/** What lists show. The rest is read when somebody opens it: it would be 10 kB each for some hundred incidents. */
const listed = (incident: Incident): Incident => ({
  ...incident,
  drivers: incident.drivers.map(({ carId, guid, name, lap, finished }) => {
    return { carId, guid, name, lap, finished, earlier: [] };
  }),
  contacts: incident.contacts.map((contact, index) =>
    index === 0 ? contact : { drivers: contact.drivers, at: contact.at, speedKmh: contact.speedKmh },
  ),
  impossible: {},
});
