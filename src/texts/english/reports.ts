import { incidentName } from '../names.ts';
/** What a driver is answered who told the stewards something. */
export const reportTexts = {
  reportTaken: ({ incident }: { readonly incident: number }) =>
    `Report received: ${incidentName({ number: incident })}. The stewards will review it.`,
};
