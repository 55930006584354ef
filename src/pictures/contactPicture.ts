/** The content of a contact's picture: plain data, for drawing in another thread. Texts are ready to be shown. */

/** A car's position: metres on the game's map (x to the right, z down), m/s. */
export interface PictureSample {
  /** Seconds, 0 at the contact. */
  readonly t: number;
  readonly x: number;
  readonly z: number;
  readonly vx: number;
  readonly vz: number;
}

export interface PictureCar {
  /** The number on the car: "12". */
  readonly number: string;
  /** In chronological order. */
  readonly trace: readonly PictureSample[];
  /** Shown next to its letter above the speeds: "182 to 96 km/h". */
  readonly speeds?: string | undefined;
  /** When the brakes were applied: seconds, below 0 before the contact. */
  readonly braked?: number | undefined;
}

/** A point of the line, with the distance to the left and right edge of the track if known. */
export interface PictureLinePoint {
  readonly x: number;
  readonly z: number;
  readonly leftM?: number | undefined;
  readonly rightM?: number | undefined;
}

/** The game's own image of the track: `px = (x + offsetX) / scale`, and likewise for z. */
export interface PictureMap {
  readonly path: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly offsetX: number;
  readonly offsetZ: number;
  /** Metres per pixel. */
  readonly scale: number;
}

export interface PictureError {
  readonly metres: number;
  /** "±0.7 m" */
  readonly text: string;
}

export interface ContactPicture {
  /** "INC-12 · T4 · lap 7" */
  readonly title: string;
  /** The section of the line around the contact, in the direction of travel; may be empty. */
  readonly line: readonly PictureLinePoint[];
  /** Shown faintly in the background of the still picture, if the track's files are available. */
  readonly map?: PictureMap | undefined;
  /** A and B. */
  readonly cars: readonly [PictureCar, PictureCar];
  /** Drawn in grey. */
  readonly others?: readonly PictureCar[] | undefined;
  readonly contact: { readonly x: number; readonly z: number };
  /** The possible error of the positions of A and B relative to each other; absent if unknown. */
  readonly error?: PictureError | undefined;
  /** Alternative text for people who cannot see the picture, up to 1024 characters. */
  readonly alt: string;
}

export type PictureForm = 'still' | 'animation';
