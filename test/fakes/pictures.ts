import type { IncidentPictures } from '../../src/command/app.ts';

/** An installation that cannot draw. */
export const noPictures: IncidentPictures = { draw: async () => undefined };

/** Not text. These bytes would change if they were treated as text. */
export const PIXELS = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00, 0xc3, 0x28]);

/** Always draws the same, and records what it was asked for. */
export function fakePictures() {
  const asked: object[] = [];
  const pictures: IncidentPictures = {
    async draw(of) {
      asked.push(of);
      return { bytes: PIXELS, alt: 'Map of the contact: T4.' };
    },
  };
  return { asked, pictures };
}
