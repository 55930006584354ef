/** The texts in the picture of a contact, and its alt text. */

interface Speeds {
  /** Whole km/h some seconds before the contact; absent if unknown. */
  readonly before?: number | undefined;
  /** At the contact. */
  readonly at: number;
}

export const pictureTexts = {
  /** The alt text; A and B are car numbers. */
  pictureShows: ({ place, a, b }: Record<'a' | 'b', string> & { readonly place?: string | undefined }) => {
    const where = place === undefined ? 'Map of the contact.' : `Map of the contact: ${place}.`;
    return `${where} Car ${a} is A (orange, solid line), car ${b} is B (blue, dashed line).`;
  },
  pictureSpeeds: ({ letter, before, at, seconds }: Speeds & { readonly letter: string; readonly seconds: number }) =>
    before === undefined
      ? `${letter} at ${at} km/h at the contact.`
      : `${letter} at ${before} km/h ${seconds} s before, ${at} km/h at the contact.`,
  /** Next to a car's letter, where there is little room. */
  pictureLegend: ({ before, at }: Speeds) => (before === undefined ? `${at} km/h` : `${before} to ${at} km/h`),
  /** "±0.7 m" */
  pictureError: ({ metres }: { readonly metres: number }) => `±${metres.toFixed(1)} m`,
};
