/** What a driver is answered who told the stewards something. */
export const reportTexts = {
  reportTaken: ({ incident }: { readonly incident: number }) => `The stewards have your report: it is INC-${incident}.`,
};
