import { bestLap, driverOf, type Groups, milliseconds, nothing, rule, vector } from '../rule.ts';

/** Driving: laps, splits, tyres, contacts. */
export const carRules = [
  // The next message of some client begins; up to v1.1 in other words.
  rule('tcp-packet', /^TCP (?:packet|MESSAGE ID:) (?<number>\d+)$/, ({ number }) => ({ id: Number(number) })),
  // The most frequent line, and the best mapping of slot to name and team.
  rule(
    'slot-activity',
    /^Dispatching TCP message to (?<model>\S+) \((?<carId>\d{1,3})\) \[(?<driver>.*)\]\]$/,
    ({ model, carId, driver }) => {
      const found = driverOf(driver);
      return found && { model, carId: Number(carId), ...found };
    },
  ),
  rule('tyres', /^(?<driver>.*)\] changed tyres to (?<tyre>\S+)$/, ({ driver, tyre }) => {
    const found = driverOf(driver);
    return found && { ...found, tyre };
  }),
  rule('finished', /^(?<driver>.*)\] {1,2}has finished$/, ({ driver }) => driverOf(driver)),
  rule('split', /^Car\.onSplitCompleted (?<carId>\d{1,3}) (?<split>\d+) (?<ms>\d+)$/, ({ carId, split, ms }) => ({
    carId: Number(carId),
    split: Number(split),
    ms: Number(ms),
  })),

  rule('lap-begin', /^Car\.onLapCompleted$/, nothing),
  rule('lap', /^LAP (?<name>.*) (?<time>\d+:\d\d:\d{3})$/, ({ name, time }) => ({ name, ms: milliseconds(time) })),
  rule('lap-cuts', /^LAP WITH CUTS:(?<name>.*), (?<cuts>\d+) cuts, laptime (?<ms>\d+)$/, ({ name, cuts, ms }) => ({
    name,
    cuts: Number(cuts),
    ms: Number(ms),
  })),
  // v1.0 prints it without the number of cuts.
  rule('lap-cuts-count', /^Result\.OnLapCompleted(?:\. Cuts: (?<cuts>\d+) ?)?$/, ({ cuts }: Partial<Groups>) => ({
    cuts: Number(cuts ?? 0),
  })),
  rule('lap-end', /^Car\.onLapCompleted END$/, nothing),
  rule(
    'board-row',
    /^(?<pos>\d+)\) (?<name>.*) BEST: (?<best>\d+:\d\d:\d{3}) TOTAL: (?<total>\d+:\d\d:\d{3}) Laps:(?<count>\d+) SesID:(?<carId>\d{1,3})(?: HasFinished:(?<finished>true|false))?$/,
    boardRow,
  ),
  rule(
    'board-final-row',
    /^(?<pos>\d+)\) (?<name>.*) BEST: (?<best>\d+:\d\d:\d{3}) TOTAL: \d+:\d\d:\d{3} Laps:\d+ SesID:(?<carId>\d{1,3}) Rank:(?<rank>\d+)$/,
    ({ pos, name, best, carId, rank }) => ({
      pos: Number(pos),
      name,
      bestMs: bestLap(best),
      carId: Number(carId),
      rank: Number(rank),
    }),
  ),

  rule(
    'collision-env',
    /^COLLISION BETWEEN: (?<driver>.*)\] AND ENVIRONMENT SPEED: (?<speed>[\d.e+-]+) WORLD POS: \[(?<world>[^\]]*)\] REL POS: \[(?<rel>[^\]]*)\]$/,
    (groups) => {
      const found = driverOf(groups.driver);
      return found && { ...found, ...impact(groups) };
    },
  ),
  rule(
    'collision-car',
    /^COLLISION BETWEEN: (?<pair>.*)\] SPEED: (?<speed>[\d.e+-]+) WORLD POS: \[(?<world>[^\]]*)\] REL POS: \[(?<rel>[^\]]*)\]$/,
    (groups) => {
      const pair = twoDrivers(groups.pair);
      return pair && { ...pair, ...impact(groups) };
    },
  ),
] as const;

function boardRow({ pos, name, best, total, count, carId, finished }: Groups & { readonly finished?: string }) {
  return {
    pos: Number(pos),
    name,
    bestMs: bestLap(best),
    totalMs: milliseconds(total),
    laps: Number(count),
    carId: Number(carId),
    // Not printed up to v1.1.
    ...(finished === undefined ? {} : { finished: finished === 'true' }),
  };
}

/** Speed in km/h, positions in metres: `world` on the track, `rel` seen from the car. */
const impact = ({ speed, world, rel }: Groups) => ({ speed: Number(speed), world: vector(world), rel: vector(rel) });

/** `A [T] AND B [U`: names may hold ` AND `, so only one that follows a bracket counts. */
function twoDrivers(pair: string) {
  const cut = pair.indexOf('] AND ');
  const first = cut < 0 ? undefined : driverOf(pair.slice(0, cut));
  const second = driverOf(pair.slice(cut + '] AND '.length));
  return first && second && { ...first, other: second.name, otherTeam: second.team };
}
