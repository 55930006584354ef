/** What a driver is answered who told the stewards something. */
export const reportTexts = {
  reportTaken: ({ incident }: { readonly incident: number }) =>
    `Report received: INC-${incident}. The stewards will review it.`,
};
