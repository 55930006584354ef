/**
 * Results from the laps we have seen ourselves, for servers that write no results file. Laps are stored in rows of
 * their own, because a long race has too many to write them all again at its end.
 */
import type { ResultLap, ResultRow, Results } from '../../acserver/results/schema.ts';
import type { Driver, SessionKind } from '../../events/events.ts';
import { lapCount, totalMs } from '../../race/standings.ts';
import { type Lap, type Session, type Standing, standingKey } from '../../race/state.ts';

const TYPES: Readonly<Record<SessionKind, string>> = {
  booking: 'BOOK',
  practice: 'PRACTICE',
  qualify: 'QUALIFY',
  race: 'RACE',
  other: '',
};

/** The model a driver drives; empty if no longer known. */
type ModelOf = (driver: Driver) => string;

/** Everything except the laps. */
export const ownSummary = ({ facts, standings }: Session, modelOf: ModelOf = () => ''): Results => ({
  track: facts.track,
  layout: facts.layout,
  type: TYPES[facts.kind],
  raceLaps: facts.laps,
  cars: [],
  contacts: [],
  raw: {},
  result: [...standings.values()].map((standing) => rowOf(standing, modelOf)),
  laps: [],
});

/** The complete results. Results stored before laps had rows of their own already contain their laps. */
export function withOwnLaps(summary: Results, driven: ReadonlyMap<string, readonly Lap[]>): Results {
  if (summary.laps.length > 0) return summary;
  const laps = summary.result.flatMap((row) => {
    const { carId, guid, driverName: name } = row;
    return (driven.get(standingKey({ carId, guid, name })) ?? []).map((lap) => lapOf(row, lap));
  });
  return { ...summary, laps };
}

const rowOf = ({ driver, laps, raced, bestLapMs }: Standing, modelOf: ModelOf): ResultRow => ({
  carId: driver.carId,
  guid: driver.guid,
  driverName: driver.name,
  model: modelOf(driver),
  bestLapMs,
  laps: lapCount({ laps, raced }),
  totalMs: totalMs({ laps, raced }),
  ballastKg: 0,
  restrictor: 0,
  penaltyMs: 0,
  penaltyLaps: 0,
  disqualified: false,
});

const lapOf = ({ carId, guid, driverName, model }: ResultRow, { lapMs, cuts, at }: Lap): ResultLap => ({
  carId,
  guid,
  driverName,
  model,
  serverMs: at,
  lapMs,
  cuts,
  sectorsMs: [],
  tyre: '',
  ballastKg: 0,
  restrictor: 0,
});
