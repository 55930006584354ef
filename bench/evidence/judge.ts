/** What Pitwall says about many duels, next to the truth. */
import { type Alongside, type Evidence, isDecided } from '../../src/events/evidence.ts';
import { evidenceOf } from '../../src/features/evidence/evidence.ts';
import { type Duel, duelOf, type Pose } from './duel.ts';
import { type Heard, hear, type Network, USUAL } from './heard.ts';
import { Chance } from './random.ts';
import { CARS, lineOf, trialOf } from './trial.ts';

export interface Case {
  readonly duel: Duel;
  readonly heard: Heard;
  readonly evidence: Evidence;
}

export interface CaseShape {
  readonly network?: Partial<Network>;
  readonly oneSided?: boolean;
  readonly offM?: number;
  readonly spunBy?: number;
}

export function caseOf(chance: Chance, { network, oneSided, offM, spunBy }: CaseShape = {}): Case {
  const duel = duelOf(chance, { spunBy });
  const heard = hear(duel, chance, { network: { ...USUAL, ...network }, oneSided, offM });
  const { reports, traces } = trialOf(heard);
  const told = reports.flatMap((report) => report ?? []);
  return { duel, heard, evidence: evidenceOf({ cars: CARS, reports: told, traces, line: lineOf(duel.bend) }) };
}

export const casesOf = (seed: number, count: number, shape?: CaseShape): Case[] => {
  const chance = new Chance(seed);
  return Array.from({ length: count }, () => caseOf(chance, shape));
};

/** How many statements of a kind were made, how many were right, and how far off they were. */
export interface Score {
  readonly right: number;
  readonly wrong: number;
  readonly silent: number;
  readonly errors: readonly number[];
  /** How many errors were within the printed tolerance. */
  readonly within: number;
}

/** The front axle of one car and the mirror of the other when the first of them was at the apex. */
export const scoreApex = (cases: readonly Case[]): Score =>
  scoreOf(
    cases.flatMap(({ duel, evidence: { corner } }) => judged(duel, duel.apexMs, isDecided(corner) && corner.apex)),
  );

/** The same at the contact, from the two reports only. */
export const scoreTouch = (cases: readonly Case[]): Score =>
  scoreOf(cases.flatMap(({ duel, evidence: { touch } }) => judged(duel, duel.contactMs, touch?.alongside)));

interface Judged {
  readonly off: number;
  readonly plusMinus: number;
  /** Undefined where no verdict is given. */
  readonly isRight: boolean | undefined;
}

const MIRROR_TO_AXLE_M = 1.35 - 0.55;

function judged(
  duel: Duel,
  ms: number,
  told: Exclude<Evidence['touch'], undefined>['alongside'] | false | undefined,
): Judged[] {
  if (!told || !isDecided<Alongside>(told)) return [];
  const behindM = (told.carId === CARS[0] ? 1 : -1) * duel.leadM(ms);
  const { value, plusMinus } = told.behindM;
  const isRight = told.axle === 'level' ? undefined : (told.axle === 'past') === behindM < MIRROR_TO_AXLE_M;
  return [{ off: value - behindM, plusMinus, isRight }];
}

function scoreOf(judgements: readonly Judged[]): Score {
  return {
    right: judgements.filter(({ isRight }) => isRight === true).length,
    wrong: judgements.filter(({ isRight }) => isRight === false).length,
    silent: judgements.filter(({ isRight }) => isRight === undefined).length,
    errors: judgements.map(({ off }) => Math.abs(off)),
    within: judgements.filter(({ off, plusMinus }) => Math.abs(off) <= plusMinus + 0.005).length,
  };
}

const speedOf = ({ vx, vz }: Pose): number => Math.hypot(vx, vz) * 3.6;

/** The printed figures: the share within the printed tolerance, and the median tolerance. */
export function scoreFigures(cases: readonly Case[]) {
  const figures = { speed: [] as Judged[], gap: [] as Judged[], closing: [] as Judged[] };
  for (const { duel, evidence } of cases) {
    for (const { carId, speeds } of evidence.cars) {
      const pose = (seconds: number): Pose => duel.pose(carId === 0 ? 0 : 1, duel.contactMs - seconds * 1000);
      for (const { secondsBefore, kmh, errorKmh = 0 } of speeds) {
        figures.speed.push({ off: kmh - speedOf(pose(secondsBefore)), plusMinus: errorKmh, isRight: undefined });
      }
    }
    const apart = (ms: number): number => {
      const [a, b] = [duel.pose(0, ms), duel.pose(1, ms)];
      return Math.hypot(a.x - b.x, a.z - b.z);
    };
    const before = apart(duel.contactMs - 1000);
    const { gapM, gapErrorM = 0, closingKmh, closingErrorKmh = 0 } = evidence;
    if (gapM !== undefined) figures.gap.push({ off: gapM - before, plusMinus: gapErrorM, isRight: undefined });
    if (closingKmh !== undefined) {
      const closing = (before - apart(duel.contactMs)) * 3.6;
      figures.closing.push({ off: closingKmh - closing, plusMinus: closingErrorKmh, isRight: undefined });
    }
  }
  return { speed: scoreOf(figures.speed), gap: scoreOf(figures.gap), closing: scoreOf(figures.closing) };
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
