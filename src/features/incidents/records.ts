/** What drivers of an incident had otherwise: their other penalties of the evening, and their licence points. */
import type { GivenPenalty, Incident } from '../../events/incident.ts';
import type { Penalty } from '../../events/penalty.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { standingOf } from './told.ts';

/** A league's evening, in any time zone. */
export const EVENING_MS = 12 * 60 * 60_000;
const NO_SANCTION: readonly Penalty['state'][] = ['withdrawn', 'converted'];

export interface RecordParts {
  readonly ledger: Pick<Ledger, 'ofDriver'>;
  /** The licence points of those drivers who have any; absent if the league counts none. */
  readonly pointsOf?: ((guids: readonly string[]) => ReadonlyMap<string, number>) | undefined;
}

interface Known {
  readonly sanctions: readonly GivenPenalty[];
  readonly points: number | undefined;
}

export class DriverRecords {
  readonly #parts: RecordParts;
  /** Of one incident, by GUID. */
  readonly #latest = new Map<string, Known>();
  #number = Number.NaN;

  constructor(parts: RecordParts) {
    this.#parts = parts;
  }

  /** The incident with the records of its drivers, for whoever decides. */
  addedTo(incident: Incident): Incident {
    this.forget();
    return this.addedAgain(incident);
  }

  /** The same, for a contact more: drivers who were in it before are not read again. */
  addedAgain(incident: Incident): Incident {
    if (incident.number !== this.#number) this.forget();
    this.#number = incident.number;
    const guids = incident.drivers.map(({ guid }) => guid).filter((guid) => !this.#latest.has(guid));
    const points = guids.length === 0 ? undefined : this.#parts.pointsOf?.(guids);
    for (const guid of guids)
      this.#latest.set(guid, { sanctions: this.#sanctions(guid, incident), points: points?.get(guid) });
    return {
      ...incident,
      drivers: incident.drivers.map((driver) => ({ ...driver, ...this.#latest.get(driver.guid) })),
    };
  }

  /** Call it when a record may have changed. */
  forget(): void {
    this.#latest.clear();
  }

  #sanctions(guid: string, { at: incidentAt, number }: Incident): readonly GivenPenalty[] {
    const isOfEvening = ({ at, state, incident: about }: Penalty): boolean =>
      Math.abs(at - incidentAt) <= EVENING_MS && about !== number && !NO_SANCTION.includes(state);
    return this.#parts.ledger.ofDriver(guid).filter(isOfEvening).map(standingOf).toReversed();
  }
}
