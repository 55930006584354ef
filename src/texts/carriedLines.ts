/** Carried-over penalties, one line each, in English because stewards read them. */
import type { CarriedOver } from '../events/carryOver.ts';
import { penaltyTexts } from './english/penalties.ts';
import { penaltyName } from './names.ts';

/** "P-17 Ada Quick: drive-through within 2 laps (kept, Stig)" */
export function carriedLine({ penalty, answer, by = '' }: CarriedOver): string {
  const said = answer === undefined ? penaltyTexts.penaltyState(penalty) : `${answer}, ${by}`;
  return `${penaltyName(penalty)} ${penalty.driver.name}: ${penaltyTexts.penalty(penalty)} (${said})`;
}
