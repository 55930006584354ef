/**
 * What is known of a contact, as plain data: every number with how far off it can be, and a reason where nothing is
 * said. It never says whose fault it was.
 */

/** A number, and how far off it can be: 95 of 100 are nearer to the truth. Both in the same unit. */
export interface Figure {
  readonly value: number;
  readonly plusMinus: number;
}

/** Why nothing is said. */
export type Undecided =
  /** Only one of the two games told of the contact. */
  | 'one report'
  /** The two games put the contact at places too far apart. */
  | 'places apart'
  /** The cars did not point the same way. */
  | 'not parallel'
  /** Told after the fact: when it was is not known. */
  | 'late'
  | 'no positions'
  /** Too few, with gaps, or of a car that was set elsewhere. */
  | 'broken positions'
  /** At walking pace the direction of a car is not known. */
  | 'too slow'
  /** What would be said is smaller than the error. */
  | 'within the error'
  | 'no line'
  | 'no corner'
  /** The corner came after the contact. */
  | 'after the contact'
  | 'too few laps'
  | 'in the pits';

export interface NotDecided {
  readonly notDecided: Undecided;
}

export type CarPart =
  | 'nose'
  | 'left front'
  | 'right front'
  | 'left side'
  | 'right side'
  | 'left rear'
  | 'right rear'
  | 'tail'
  /** Underside or roof. */
  | 'middle';

/** How far two cars were alongside at one moment, along the way they went. */
export interface Alongside {
  /** The car that came from behind, as far as that is known: its front axle and the mirror of the other are compared. */
  readonly carId: number;
  /** By how much its middle was behind that of the other; below 0: ahead. Metres. */
  readonly behindM: Figure;
  readonly overlap: 'none' | 'some' | 'side by side' | NotDecided;
  /** By how much its front axle was ahead of the other's mirror; below 0: short of it. Metres. */
  readonly axleToMirrorM: Figure;
  /** `level`: nearer to it than the error. */
  readonly axle: 'short' | 'level' | 'past';
}

/** What the two reports of a contact say by themselves. */
export interface Touch {
  /** In the order of the contact's drivers; null for the car whose game told nothing. */
  readonly parts: readonly [CarPart | null, CarPart | null];
  /** Between the places where the two games put it. */
  readonly placesApartM?: number | undefined;
  readonly alongside: Alongside | NotDecided;
}

/** How the positions of the two cars were compared. */
export type Timing =
  /** Ages of the positions worked out from the speeds, and both ways set by the place of the contact. */
  | 'contact'
  /** Ages worked out from the speeds alone: what differs between the two drivers' lines to the server is not known. */
  | 'speeds'
  /** As they were received. */
  | 'received';

/** Both cars in a corner. */
export interface CornerEvidence {
  /** Pitwall's own: T4. */
  readonly number: number;
  readonly name?: string | undefined;
  /** When the first of the two turned in, and when it was at the apex. */
  readonly turnIn: Alongside | NotDecided;
  readonly apex: Alongside | NotDecided;
  /** Who was on the inside at the contact. */
  readonly inside: { readonly carId: number; readonly byM: Figure } | NotDecided;
}

/** Where the brakes were put on, by what the car did. */
export interface Braking {
  /** Seconds before the contact. */
  readonly secondsBefore: Figure;
  /** Later than the driver's own median there; negative: earlier. Metres. */
  readonly laterThanUsualM: Figure | NotDecided;
  /** Of how many own laps the median is. */
  readonly laps: number;
}

/** What became of a car in the ten seconds after. */
export interface Consequence {
  readonly after: 'went on' | 'stood' | 'left' | 'moved';
  /** How long it stood, seconds. */
  readonly stoodS?: number | undefined;
  /** Against its order a second before, of those who ran at both; negative: gained. Races alone. */
  readonly placesLost?: number | undefined;
  readonly placeBefore?: number | undefined;
  readonly placeAfter?: number | undefined;
  /** Against the driver's own median lap. */
  readonly timeLostS: Figure | NotDecided;
}

/** What is known of a contact. An older version stored less, and its numbers without their errors. */
export interface Evidence {
  /** UTC, milliseconds: when they touched; absent where no positions tell. */
  readonly at?: number | undefined;
  /** Of the lap, 0 to 1. */
  readonly place?: number | undefined;
  /** "T4", "between T4 and T5", "in the pits": as it was called then. */
  readonly where?: string | undefined;
  readonly touch?: Touch | undefined;
  readonly timing?: Timing | undefined;
  /** In the order of the contact's drivers. */
  readonly cars: readonly [CarEvidence, CarEvidence];
  /** Why the three below are absent. */
  readonly approach?: NotDecided | undefined;
  /** Who was ahead one second before; absent where they were level. */
  readonly aheadCarId?: number | undefined;
  /** Metres between the middles of the two cars, in a straight line, one second before. */
  readonly gapM?: number | undefined;
  readonly gapErrorM?: number | undefined;
  /** By how much the distance shrank in that second; negative while it grew. */
  readonly closingKmh?: number | undefined;
  readonly closingErrorKmh?: number | undefined;
  readonly corner?: CornerEvidence | NotDecided | undefined;
}

export interface CarEvidence {
  readonly carId: number;
  /** The earliest first; 0 s is the contact itself. */
  readonly speeds: readonly {
    readonly secondsBefore: number;
    readonly kmh: number;
    readonly errorKmh?: number | undefined;
  }[];
  readonly braking?: Braking | NotDecided | undefined;
  readonly consequence?: Consequence | NotDecided | undefined;
}

export const isDecided = <T extends object>(told: T | NotDecided | undefined): told is T =>
  told !== undefined && !('notDecided' in told);
