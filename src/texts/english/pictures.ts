/** What stands in the picture of a contact, and the same for whoever cannot see it. */

interface Speeds {
  /** Whole km/h some seconds before the contact; absent where that is not known. */
  readonly before?: number | undefined;
  /** At the contact. */
  readonly at: number;
}

export const pictureTexts = {
  /** What it shows; A and B are numbers of cars. */
  pictureShows: ({ place, a, b }: Record<'a' | 'b', string> & { readonly place?: string | undefined }) => {
    const where = place === undefined ? 'Map of the contact.' : `Map of the contact: ${place}.`;
    return `${where} Car ${a} is A (orange, solid line), car ${b} is B (blue, dashed line).`;
  },
  pictureSpeeds: ({ letter, before, at, seconds }: Speeds & { readonly letter: string; readonly seconds: number }) =>
    before === undefined
      ? `${letter} at ${at} km/h at the contact.`
      : `${letter} at ${before} km/h ${seconds} s before, ${at} km/h at the contact.`,
  /** Beside the letter of a car: there is little room. */
  pictureLegend: ({ before, at }: Speeds) => (before === undefined ? `${at} km/h` : `${before} to ${at} km/h`),
  /** "±0.7 m" */
  pictureError: ({ metres }: { readonly metres: number }) => `±${metres.toFixed(1)} m`,
};
