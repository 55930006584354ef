import { incidentName } from '../names.ts';

/** What a driver is asked and answered who tells the stewards something. */
export const reportTexts = {
  /** `against`: whom the words named, which may be a guess. */
  reportTaken: ({ incident, against }: { readonly incident: number; readonly against?: string | undefined }) =>
    `Report${against ? ` about ${against}` : ''} received: ${incidentName({ number: incident })}. The stewards will review it.`,
  /** Above the form, and its fields; each has 45 characters. */
  reportForm: () => 'Report an incident to the stewards',
  reportFormWords: () => 'What happened, and with whom?',
  reportFormLap: () => 'Lap (if it was not just now)',
};
