import { asText, bestLap, isTrue, milliseconds, type NamedDriver, namedDriver, rule, vector } from '../rule.ts';

/** Driving: laps, splits, tyres, contacts. */
export const carRules = [
  // The next message of some client begins; worded differently up to v1.1.
  rule('tcp-packet', /^TCP (?:packet|MESSAGE ID:) (?<id>\d+)$/, { id: Number }),
  // The most frequent line, and the best mapping of slot to name and team.
  rule(
    'slot-activity',
    /^Dispatching TCP message to (?<model>\S+) \((?<carId>\d{1,3})\) \[(?<driver>.*)\]\]$/,
    { model: asText, carId: Number, driver: namedDriver },
    ({ model, carId, driver: { name, team } }) => ({ model, carId, name, team }),
  ),
  rule(
    'tyres',
    /^(?<driver>.*)\] changed tyres to (?<tyre>\S+)$/,
    { driver: namedDriver, tyre: asText },
    ({ driver: { name, team }, tyre }) => ({ name, team, tyre }),
  ),
  rule('finished', /^(?<driver>.*)\] {1,2}has finished$/, { driver: namedDriver }, ({ driver }) => driver),
  rule('split', /^Car\.onSplitCompleted (?<carId>\d{1,3}) (?<split>\d+) (?<ms>\d+)$/, {
    carId: Number,
    split: Number,
    ms: Number,
  }),

  rule('lap-begin', /^Car\.onLapCompleted$/, {}),
  rule('lap', /^LAP (?<name>.*) (?<ms>\d+:\d\d:\d{3})$/, { name: asText, ms: milliseconds }),
  rule('lap-cuts', /^LAP WITH CUTS:(?<name>.*), (?<cuts>\d+) cuts, laptime (?<ms>\d+)$/, {
    name: asText,
    cuts: Number,
    ms: Number,
  }),
  // v1.0 prints it without the number of cuts, which reads as 0.
  rule('lap-cuts-count', /^Result\.OnLapCompleted(?:\. Cuts: (?<cuts>\d+) ?)?$/, { cuts: Number }),
  // The server printed the lap, but its board does not have it.
  rule('lap-refused', /^LAP REFUSED\b.*$/, {}),
  rule('lap-end', /^Car\.onLapCompleted END$/, {}),
  rule(
    'board-row',
    /^(?<pos>\d+)\) (?<name>.*) BEST: (?<bestMs>\d+:\d\d:\d{3}) TOTAL: (?<totalMs>\d+:\d\d:\d{3}) Laps:(?<laps>\d+) SesID:(?<carId>\d{1,3})(?: HasFinished:(?<finished>true|false))?$/,
    {
      pos: Number,
      name: asText,
      bestMs: bestLap,
      totalMs: milliseconds,
      laps: Number,
      carId: Number,
      // Not printed up to v1.1.
      finished: (word) => (word === '' ? null : isTrue(word)),
    },
    ({ pos, name, bestMs, totalMs, laps, carId, finished }) => ({
      pos,
      name,
      bestMs,
      totalMs,
      laps,
      carId,
      finished: finished ?? undefined,
    }),
  ),
  rule(
    'board-final-row',
    /^(?<pos>\d+)\) (?<name>.*) BEST: (?<bestMs>\d+:\d\d:\d{3}) TOTAL: \d+:\d\d:\d{3} Laps:\d+ SesID:(?<carId>\d{1,3}) Rank:(?<rank>\d+)$/,
    { pos: Number, name: asText, bestMs: bestLap, carId: Number, rank: Number },
  ),

  rule('client-events', /^RECEIVED (?<count>\d+) CLIENT EVENTS$/, { count: Number }),
  // Speed in km/h, positions in metres: `world` on the track, `rel` relative to the car.
  rule(
    'collision-env',
    /^COLLISION BETWEEN: (?<driver>.*)\] AND ENVIRONMENT SPEED: (?<speed>[\d.e+-]+) WORLD POS: \[(?<world>[^\]]*)\] REL POS: \[(?<rel>[^\]]*)\]$/,
    { driver: namedDriver, speed: Number, world: vector, rel: vector },
    ({ driver: { name, team }, speed, world, rel }) => ({ name, team, speed, world, rel }),
  ),
  rule(
    'collision-car',
    /^COLLISION BETWEEN: (?<pair>.*)\] SPEED: (?<speed>[\d.e+-]+) WORLD POS: \[(?<world>[^\]]*)\] REL POS: \[(?<rel>[^\]]*)\]$/,
    { pair: twoDrivers, speed: Number, world: vector, rel: vector },
    ({ pair: [{ name, team }, other], speed, world, rel }) => ({
      name,
      team,
      other: other.name,
      otherTeam: other.team,
      speed,
      world,
      rel,
    }),
  ),
] as const;

/** `A [T] AND B [U`: names may contain ` AND `, so only one after a bracket counts. */
function twoDrivers(pair: string): readonly [NamedDriver, NamedDriver] | undefined {
  const cut = pair.indexOf('] AND ');
  const first = cut < 0 ? undefined : namedDriver(pair.slice(0, cut));
  const second = namedDriver(pair.slice(cut + '] AND '.length));
  return first && second && [first, second];
}
