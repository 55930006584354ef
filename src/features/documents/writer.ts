/** Writes owed documents piece by piece, one transaction each, before the next event is handled. */
import type { EventBody, EventType } from '../../events/events.ts';
import type { Bus } from '../../race/bus.ts';

export interface WriterParts {
  readonly bus: Pick<Bus, 'live'>;
  readonly goOn: (work: () => readonly EventBody[]) => void;
  readonly isOwed: () => boolean;
  readonly writeSome: () => readonly EventBody[];
}

export class Writer {
  readonly #parts: WriterParts;
  readonly #stop: () => void;
  #isComing = false;

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#stop = parts.bus.live(({ type }) => {
      if (LEADING.has(type)) this.goOn();
    });
  }

  /** Schedules the next piece, if there is one. */
  goOn(): void {
    const { goOn, isOwed, writeSome } = this.#parts;
    if (this.#isComing || !isOwed()) return;
    this.#isComing = true;
    goOn(() => {
      this.#isComing = false;
      return writeSome();
    });
  }

  close(): void {
    this.#stop();
  }
}

/** Only these events can lead to new owed documents. */
const LEADING: ReadonlySet<EventType> = new Set([
  'sessionEnded',
  'sessionStarted',
  'penaltyGiven',
  'penaltyChanged',
  'incidentDecided',
  'proposalChanged',
  'appealAnswered',
  'documentIssued',
]);
