/** Verdicts in English, for front ends that are not given a catalogue yet. */
import { incidentTexts } from './english/incidents.ts';

export { incidentName as nameOf } from './names.ts';

export const { verdict: verdictInWords, verdictStanding: standingInWords } = incidentTexts;
