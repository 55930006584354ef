import type { IncidentPictures } from '../../src/command/app.ts';

/** An installation that has nothing to draw with. */
export const noPictures: IncidentPictures = { draw: async () => undefined };

/** No text, and what would be changed by whoever took it for one. */
export const PIXELS = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00, 0xc3, 0x28]);

/** Draws the same, and remembers what it was asked for. */
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
