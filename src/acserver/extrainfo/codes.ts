/** Infraction types of an "Infraction" line, by their number. */
export const INFRACTIONS = ['cut', 'car contact', 'wall contact', 'wrong DRS use'] as const;
export type Infraction = (typeof INFRACTIONS)[number];

/** What led to a penalty, by its number in a "Penalty Applied" line. */
export const CAUSES = [
  'cut',
  'car contact',
  'wall contact',
  'wrong DRS use',
  'too few tyre compounds',
  'finished with an unserved penalty',
  'left the pits early in a driver swap',
  'too few driver swaps',
  'did not start on the tyre of the best qualifying lap',
  'given by an admin',
  'penalty not served',
  'long pit stops missed',
  'left the pits during the long pit stop window',
] as const;
export type Cause = (typeof CAUSES)[number];

/**
 * Causes of penalties in Pitwall's own ledger whatever rules are watched: stewards, and unserved drive-throughs. Of the
 * others, Pitwall finds those that it has a rule for; the rest exist only on the manager's own server.
 */
export const LEDGER_CAUSES: readonly Cause[] = [
  'finished with an unserved penalty',
  'given by an admin',
  'penalty not served',
];

/** The penalties that have a name on the wire; what `Extra` means depends on it. */
const PENALTY_NAMES = ['Drive Through', 'Ballast', 'Restrictor', 'Time'] as const;
export type PenaltyName = (typeof PENALTY_NAMES)[number];
