/**
 * How often a driver has broken a rule, as far as known. A count never falls when more becomes known, in whatever
 * order: a contact that turns out to have happened after the first lap counts more, not less.
 */
import { averageLapMs } from './averageLap.ts';
import type { DriverTally, Mark, TalliedContact, TalliedLap } from './tally.ts';

/** Cars that lean on each other report repeatedly, and in a pile-up each car reports: that is one contact. */
const ONE_CONTACT_MS = 9000;

/** The weight of an infraction in a driver's first lap, where contacts are common. */
export type FirstLap = keyof typeof FIRST_LAP_WEIGHTS;

const FIRST_LAP_WEIGHTS = { full: 1, half: 0.5, none: 0 } as const;

export interface CutSettings {
  readonly firstLap: FirstLap;
  /** Count each cut of a lap, not the lap. */
  readonly eachCut: boolean;
  /** A lap with cuts is forgiven if it was this many percent slower than the driver's average; 0 forgives none. */
  readonly forgiveSlowerPercent: number;
}

export interface ContactSettings {
  readonly firstLap: FirstLap;
  /** Slower contacts are ignored. */
  readonly fromKmh: number;
}

export function cutCharges({ laps }: DriverTally, settings: CutSettings): number {
  const weight = FIRST_LAP_WEIGHTS[settings.firstLap];
  const charges = laps.map((lap, index) => cutsOf(lap, settings, laps.slice(0, index)) * (lap.lap === 1 ? weight : 1));
  return sum(charges);
}

export function contactCharges(
  { laps, contacts }: DriverTally,
  { firstLap, fromKmh }: ContactSettings,
  against: TalliedContact['against'],
): number {
  const weight = FIRST_LAP_WEIGHTS[firstLap];
  const counting = contacts.filter((each) => each.against === against && each.speedKmh >= fromKmh);
  const later = counting.filter(({ at }) => isBehindFirstLap(at, laps));
  return weight * separate(counting) + (1 - weight) * separate(later);
}

/** For a rule that is judged by its own events. */
export function markCharges(
  { laps }: DriverTally,
  marks: readonly Mark[],
  { firstLap }: { readonly firstLap: FirstLap },
): number {
  const early = FIRST_LAP_WEIGHTS[firstLap];
  return sum(marks.map(({ at, weight }) => weight * (isBehindFirstLap(at, laps) ? 1 : early)));
}

const isBehindFirstLap = (at: number, laps: readonly TalliedLap[]): boolean => laps.some((lap) => lap.at < at);

function cutsOf({ cuts, lapMs, late }: TalliedLap, settings: CutSettings, before: readonly TalliedLap[]): number {
  if (cuts === 0 || late) return 0;
  const { eachCut, forgiveSlowerPercent } = settings;
  const averageMs = forgiveSlowerPercent > 0 ? averageLapMs(before) : undefined;
  const isForgiven = averageMs !== undefined && lapMs >= averageMs * (1 + forgiveSlowerPercent / 100);
  if (isForgiven) return 0;
  return eachCut ? cuts : 1;
}

/** How many separate contacts there were; reports within nine seconds of the first belong to the same one. */
function separate(contacts: readonly TalliedContact[]): number {
  const times = contacts.map(({ at }) => at).sort((a, b) => a - b);
  let [count, from] = [0, -Infinity];
  for (const at of times) {
    if (at - from <= ONE_CONTACT_MS) continue;
    count += 1;
    from = at;
  }
  return count;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
