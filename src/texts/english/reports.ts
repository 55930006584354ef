import { incidentName } from '../names.ts';

/** What a driver is asked and answered who tells the stewards something. */
export const reportTexts = {
  reportTaken: ({ incident }: { readonly incident: number }) =>
    `Report received: ${incidentName({ number: incident })}. The stewards will review it.`,
  /** Above the form, and its fields; each has 45 characters. */
  reportForm: () => 'Report an incident to the stewards',
  reportFormWords: () => 'What happened, and with whom?',
  reportFormLap: () => 'Lap (if it was not just now)',
};
