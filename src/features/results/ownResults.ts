/** What a results file would say, from the laps we have seen ourselves: for servers that write none. */
import type { ResultLap, ResultRow, Results } from '../../acserver/results/schema.ts';
import type { Driver, SessionKind } from '../../events/events.ts';
import { lapCount, totalMs } from '../../race/standings.ts';
import type { Session, Standing } from '../../race/state.ts';

const TYPES: Readonly<Record<SessionKind, string>> = {
  booking: 'BOOK',
  practice: 'PRACTICE',
  qualify: 'QUALIFY',
  race: 'RACE',
  other: '',
};

/** What is driven by somebody; empty where that is not known any more. */
type ModelOf = (driver: Driver) => string;

export function ownResults({ facts, standings }: Session, modelOf: ModelOf = () => ''): Results {
  const all = [...standings.values()];
  return {
    track: facts.track,
    layout: facts.layout,
    type: TYPES[facts.kind],
    raceLaps: facts.laps,
    cars: [],
    contacts: [],
    raw: {},
    result: all.map((standing) => rowOf(standing, modelOf)),
    laps: all.flatMap((standing) => lapsOf(standing, modelOf)),
  };
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

const lapsOf = ({ driver, laps }: Standing, modelOf: ModelOf): ResultLap[] =>
  laps.map(({ lapMs, cuts, at }) => ({
    carId: driver.carId,
    guid: driver.guid,
    driverName: driver.name,
    model: modelOf(driver),
    serverMs: at,
    lapMs,
    cuts,
    sectorsMs: [],
    tyre: '',
    ballastKg: 0,
    restrictor: 0,
  }));
