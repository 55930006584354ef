import { incidentName } from '../names.ts';

/** The report form, and the answer to a driver who reports an incident. */
export const reportTexts = {
  /** `against`: the driver that the words named, which may be a guess. */
  reportTaken: ({ incident, against }: { readonly incident: number; readonly against?: string | undefined }) =>
    `Report${against ? ` about ${against}` : ''} received: ${incidentName({ number: incident })}. The stewards will review it.`,
  /** The title of the form and its fields; at most 45 characters each. */
  reportForm: () => 'Report an incident to the stewards',
  reportFormWords: () => 'What happened, and with whom?',
  reportFormLap: () => 'Lap (if it was not just now)',
};
