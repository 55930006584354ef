/** The lobby in English, for front ends that are not given a catalogue. */
import { lobbyTexts } from './english/lobby.ts';

export const { lobbyStanding: standingInWords } = lobbyTexts;
