/** What a results file would say, from the laps we have seen ourselves: for servers that write none. */
import type { ResultLap, ResultRow, Results } from '../../acserver/results/schema.ts';
import type { SessionKind } from '../../events/events.ts';
import { lapCount, totalMs } from '../../race/standings.ts';
import type { Session, Standing } from '../../race/state.ts';

const TYPES: Readonly<Record<SessionKind, string>> = {
  booking: 'BOOK',
  practice: 'PRACTICE',
  qualify: 'QUALIFY',
  race: 'RACE',
  other: '',
};

export function ownResults({ facts, standings }: Session): Results {
  const all = [...standings.values()];
  return {
    track: facts.track,
    layout: facts.layout,
    type: TYPES[facts.kind],
    raceLaps: facts.laps,
    cars: [],
    contacts: [],
    raw: {},
    result: all.map(rowOf),
    laps: all.flatMap(lapsOf),
  };
}

const rowOf = ({ driver, laps, raced, bestLapMs }: Standing): ResultRow => ({
  carId: driver.carId,
  guid: driver.guid,
  driverName: driver.name,
  model: '',
  bestLapMs,
  laps: lapCount({ laps, raced }),
  totalMs: totalMs({ laps, raced }),
  ballastKg: 0,
  restrictor: 0,
  penaltyMs: 0,
  penaltyLaps: 0,
  disqualified: false,
});

const lapsOf = ({ driver, laps }: Standing): ResultLap[] =>
  laps.map(({ lapMs, cuts, at }) => ({
    carId: driver.carId,
    guid: driver.guid,
    driverName: driver.name,
    model: '',
    serverMs: at,
    lapMs,
    cuts,
    sectorsMs: [],
    tyre: '',
    ballastKg: 0,
    restrictor: 0,
  }));
