import { incidentName } from '../names.ts';

/** The report form, and the answer to a driver who reports an incident. */
export const reportTexts = {
  reportTaken: ({ incident }: { readonly incident: number }) =>
    `Report received: ${incidentName({ number: incident })}. The stewards will review it.`,
  /** The title of the form and its fields; at most 45 characters each. */
  reportForm: () => 'Report an incident to the stewards',
  reportFormWords: () => 'What happened, and with whom?',
  reportFormLap: () => 'Lap (if it was not just now)',
};
