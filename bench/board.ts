import { boardMessages } from '../src/discord/renderings/board.ts';
import { openBoard } from '../src/features/board/open.ts';
import { RaceGaps } from '../src/race/gaps.ts';
import { english } from '../src/texts/english/index.ts';
import { ManualClock } from './board/clock.ts';
import { SimulatedRace } from './board/race.ts';

// What the board of a race costs: for 24 cars over 40 laps, how often it is edited and its share of a core; and the cost of
// the positions of 25 servers with 40 cars each, ten times a second. Exits with 1 where a limit is missed.

const GOALS = { edits: 900, raceShare: 1, positionsShare: 1 } as const;

process.exitCode = [raceCosts(), positionsCost()].every((met) => met) ? 0 : 1;

function raceCosts(): boolean {
  const withBoard = raceOf(true);
  const without = raceOf(false);
  const share = ((withBoard.coreMs - without.coreMs) / withBoard.raceMs) * 100;
  return [
    within('edits in 24 cars x 40 laps', withBoard.edits, GOALS.edits, ''),
    within('of a core for them', Math.max(0, share), GOALS.raceShare, '%'),
  ].every((met) => met);
}

/** The race without a board, to be subtracted. */
function raceOf(isShown: boolean): { readonly edits: number; readonly coreMs: number; readonly raceMs: number } {
  const clock = new ManualClock();
  const race = new SimulatedRace({ clock, cars: 24, laps: 40, seed: 7, chat: 2 });
  let [edits, bytes] = [0, 0];
  if (isShown) {
    openBoard(race.live, race.features).watch((state) => {
      edits += 1;
      bytes += JSON.stringify(boardMessages(state, english, clock.now())).length;
    });
  }
  const before = coreMs();
  while (!race.isOver) race.step();
  if (isShown)
    console.log(`${(clock.monotonic() / 60_000).toFixed(0)} minutes, ${(bytes / 1024).toFixed(0)} KiB shown`);
  return { edits, coreMs: coreMs() - before, raceMs: clock.monotonic() };
}

function positionsCost(): boolean {
  const [servers, cars, hertz, seconds] = [25, 40, 10, 30] as const;
  const all = Array.from({ length: servers }, () => new RaceGaps({ lapsOf: () => 0 }));
  const packets = Array.from({ length: cars }, (_, carId) => ({
    type: 'carUpdate' as const,
    carId,
    pos: [0, 0, 0] as [number, number, number],
    velocity: [40, 0, 0] as [number, number, number],
    gear: 4,
    rpm: 6000,
    normalizedSplinePos: 0,
  }));
  for (const gaps of all) gaps.begin(true);
  const before = coreMs();
  for (let tick = 0; tick < seconds * hertz; tick += 1) {
    for (const packet of packets) {
      packet.pos[0] = tick * 4 - packet.carId * 8;
      packet.normalizedSplinePos = (((packet.pos[0] / 4000) % 1) + 1) % 1;
      for (const gaps of all) gaps.seen(packet, tick * 100, tick * 100);
    }
  }
  const share = ((coreMs() - before) / (seconds * 1000)) * 100;
  return within('of a core for 10,000 positions a second', share, GOALS.positionsShare, '%');
}

function coreMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function within(what: string, value: number, goal: number, unit: string): boolean {
  console.log(
    `${what.padEnd(42)} ${value.toFixed(unit === '' ? 0 : 2).padStart(7)} ${unit.padEnd(2)} goal ${goal} ${unit}`,
  );
  return value <= goal;
}
