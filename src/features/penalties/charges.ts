import type { InfractionKind } from '../../events/penalty.ts';
import { averageLapMs } from './averageLap.ts';
import type { DriverTally, Rule, TalliedContact, TalliedLap } from './rules.ts';

/** Cars that lean on each other report again and again, and a pile-up reports each of its cars: that is one contact. */
const ONE_CONTACT_MS = 9000;

const FIRST_LAP_WEIGHTS = { full: 1, half: 0.5, none: 0 } as const;

/**
 * How often a driver has broken a rule, by what is known. It never falls when more becomes known, whatever comes first:
 * a contact that turns out to lie behind the first lap counts more, not less.
 */
export function charges(infraction: InfractionKind, rule: Rule, { laps, contacts }: DriverTally): number {
  const weight = FIRST_LAP_WEIGHTS[rule.firstLap];
  if (infraction === 'cut') {
    const sums = laps.map((lap, index) => cutsOf(lap, rule, laps.slice(0, index)) * (lap.lap === 1 ? weight : 1));
    return sums.reduce((sum, each) => sum + each, 0);
  }
  const against: TalliedContact['against'] = infraction === 'car contact' ? 'car' : 'wall';
  const counting = contacts.filter((each) => each.against === against && each.speedKmh >= rule.fromKmh);
  const later = counting.filter(({ at }) => laps.some((lap) => lap.at < at));
  return weight * separate(counting) + (1 - weight) * separate(later);
}

function cutsOf({ cuts, lapMs }: TalliedLap, rule: Rule, before: readonly TalliedLap[]): number {
  if (cuts === 0) return 0;
  const averageMs = rule.forgiveSlowerPercent > 0 ? averageLapMs(before) : undefined;
  const isForgiven = averageMs !== undefined && lapMs >= averageMs * (1 + rule.forgiveSlowerPercent / 100);
  if (isForgiven) return 0;
  return rule.eachCut ? cuts : 1;
}

/** How many contacts there were, each reported for up to nine seconds from its first report. */
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
