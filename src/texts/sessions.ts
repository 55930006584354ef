/** Sessions in English, for front ends that are not given a catalogue. */
import { sessionTexts } from './english/sessions.ts';

export const { sessionLength: lengthInWords, sessionNext: nextInWords } = sessionTexts;
