/** Penalties to choose from, in English, for front ends that are not given a catalogue yet. */
import type { Driver } from '../events/events.ts';
import type { Penalty } from '../events/penalty.ts';
import { toldApart } from '../kit/namesakes.ts';
import { officialTexts } from './english/officials.ts';

/** `among`: whom the others are about. */
export const penaltyLabel = ({ number, driver, type }: Penalty, among: readonly Driver[]): string =>
  officialTexts.penaltyLabel({ number, driver: toldApart(driver, among), type });
