/**
 * What is known about a contact, as plain data. Every number has its error, and a reason is given when nothing is said.
 * It never says whose fault it was.
 */

/** A number and its error: in 95 of 100 cases the truth is closer than that. Both in the same unit. */
export interface Figure {
  readonly value: number;
  readonly plusMinus: number;
}

/** Why nothing is said. */
export type Undecided =
  /** Only one of the two games reported the contact. */
  | 'one report'
  /** The two games reported places too far apart. */
  | 'places apart'
  /** The cars did not point the same way. */
  | 'not parallel'
  /** Learnt afterwards: its time is unknown. */
  | 'late'
  | 'no positions'
  /** Too few positions, gaps in them, or a car that was moved elsewhere. */
  | 'broken positions'
  /** At walking pace the direction of a car is unknown. */
  | 'too slow'
  /** The value is smaller than its error. */
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

/** How far two cars were alongside at one moment, along their direction of travel. */
export interface Alongside {
  /** The car behind, as far as known: its front axle is compared with the mirror of the other car. */
  readonly carId: number;
  /** How far its centre was behind the other's, in metres; below 0: ahead. */
  readonly behindM: Figure;
  readonly overlap: 'none' | 'some' | 'side by side' | NotDecided;
  /** How far its front axle was ahead of the other's mirror, in metres; below 0: short of it. */
  readonly axleToMirrorM: Figure;
  /** `level`: closer than the error. */
  readonly axle: 'short' | 'level' | 'past';
}

/** What the two reports alone show. */
export interface Touch {
  /** In the order of the contact's drivers; null for a car whose game did not report. */
  readonly parts: readonly [CarPart | null, CarPart | null];
  /** Distance between the places that the two games reported. */
  readonly placesApartM?: number | undefined;
  readonly alongside: Alongside | NotDecided;
}

/** How the positions of the two cars were compared. */
export type Timing =
  /** Ages of the positions computed from the speeds; the place of the contact sets both paths to one clock. */
  | 'contact'
  /** Ages computed from the speeds alone. The difference between the two drivers' latencies is unknown. */
  | 'speeds'
  /** As received. */
  | 'received';

/** Both cars in a corner. */
export interface CornerEvidence {
  /** Pitwall's own numbering: T4. */
  readonly number: number;
  readonly name?: string | undefined;
  /** When the first of the two turned in, and when it reached the apex. */
  readonly turnIn: Alongside | NotDecided;
  readonly apex: Alongside | NotDecided;
  /** Who was on the inside at the contact. */
  readonly inside: { readonly carId: number; readonly byM: Figure } | NotDecided;
}

/** Where the driver braked, judging by how the car moved. */
export interface Braking {
  /** Seconds before the contact. */
  readonly secondsBefore: Figure;
  /** Later than the driver's own median there; negative: earlier. Metres. */
  readonly laterThanUsualM: Figure | NotDecided;
  /** How many of the driver's own laps the median is made of. */
  readonly laps: number;
}

/** What happened to a car in the ten seconds after. */
export interface Consequence {
  readonly after: 'went on' | 'stood' | 'left' | 'moved';
  /** How long it stood still, in seconds. */
  readonly stoodS?: number | undefined;
  /** Compared with a second before, among cars running at both times; negative: gained. Races only. */
  readonly placesLost?: number | undefined;
  readonly placeBefore?: number | undefined;
  readonly placeAfter?: number | undefined;
  /** Compared with the driver's own median lap. */
  readonly timeLostS: Figure | NotDecided;
}

/** What is known about a contact. Older versions stored less, and numbers without errors. */
export interface Evidence {
  /** UTC, milliseconds: when they touched; absent if no positions show it. */
  readonly at?: number | undefined;
  /** Around the lap, 0 to 1. */
  readonly place?: number | undefined;
  /** "T4", "between T4 and T5", "in the pits": the name used at that time. */
  readonly where?: string | undefined;
  readonly touch?: Touch | undefined;
  readonly timing?: Timing | undefined;
  /** In the order of the contact's drivers. */
  readonly cars: readonly [CarEvidence, CarEvidence];
  /** Why the three below are absent. */
  readonly approach?: NotDecided | undefined;
  /** The car that was ahead one second before; absent if they were level. */
  readonly aheadCarId?: number | undefined;
  /** Straight-line distance between the centres of the two cars one second before, in metres. */
  readonly gapM?: number | undefined;
  readonly gapErrorM?: number | undefined;
  /** How fast the distance shrank in that second; negative if it grew. */
  readonly closingKmh?: number | undefined;
  readonly closingErrorKmh?: number | undefined;
  readonly corner?: CornerEvidence | NotDecided | undefined;
}

export interface CarEvidence {
  readonly carId: number;
  /** In order of time; 0 s is the contact itself. */
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
