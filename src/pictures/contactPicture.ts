/** What a picture of a contact shows: plain data, so that it can be drawn in another thread. Its words are ready. */

/** Where a car was: metres on the game's map (x to the right, z down), m/s. */
export interface PictureSample {
  /** Seconds, 0 at the contact. */
  readonly t: number;
  readonly x: number;
  readonly z: number;
  readonly vx: number;
  readonly vz: number;
}

export interface PictureCar {
  /** As it stands on the car: "12". */
  readonly number: string;
  /** In order of time. */
  readonly trace: readonly PictureSample[];
  /** Beside its letter above the speeds: "182 to 96 km/h". */
  readonly speeds?: string | undefined;
}

/** A step of the line; how far the track reaches to its left and right where that is known. */
export interface PictureLinePoint {
  readonly x: number;
  readonly z: number;
  readonly leftM?: number | undefined;
  readonly rightM?: number | undefined;
}

/** The game's own picture of the track: `px = (x + offsetX) / scale`, and so for z. */
export interface PictureMap {
  readonly path: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly offsetX: number;
  readonly offsetZ: number;
  /** Metres a pixel. */
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
  /** The piece of the line around the contact, in the direction of travel; may be empty. */
  readonly line: readonly PictureLinePoint[];
  /** Faintly behind everything in the still picture, where the track's files are at hand. */
  readonly map?: PictureMap | undefined;
  /** A and B. */
  readonly cars: readonly [PictureCar, PictureCar];
  /** Drawn in grey. */
  readonly others?: readonly PictureCar[] | undefined;
  readonly contact: { readonly x: number; readonly z: number };
  /** How far the places of A and B may be wrong against each other; absent where that is not known. */
  readonly error?: PictureError | undefined;
  /** The same as the picture, for whoever cannot see it, up to 1024 characters. */
  readonly alt: string;
}

export type PictureForm = 'still' | 'animation';
