/** Penalties in English, for front ends that are not given a catalogue yet. */
import { penaltyTexts } from './english/penalties.ts';

export { penaltyName as nameOf } from './names.ts';

export const { penalty: penaltyInWords, penaltyState: stateInWords } = penaltyTexts;
