/** Penalty labels to choose from, in English, for front ends that have no catalogue yet. */
import type { Driver } from '../events/events.ts';
import type { Penalty } from '../events/penalty.ts';
import { toldApart } from '../kit/namesakes.ts';
import { officialTexts } from './english/officials.ts';

/** `among`: the drivers of all the penalties to choose from. */
export const penaltyLabel = ({ number, driver, type }: Penalty, among: readonly Driver[]): string =>
  officialTexts.penaltyLabel({ number, driver: toldApart(driver, among), type });
