/** What becomes of a penalty on each kind of game server, and what none can do. */
import { abilities, type Dialect } from '../../acserver/dialect.ts';
import type { PenaltyType } from '../../events/penalty.ts';

/** Whether a penalty reaches a car by itself, or is carried out by Pitwall and the stewards. */
export type Execution =
  | { readonly by: 'server'; readonly isProven: boolean; readonly how: string }
  | { readonly by: 'pitwall'; readonly how: string };

const pitwall = (how: string): Execution => ({ by: 'pitwall', how });

const DRIVE_THROUGH = pitwall(
  'No plugin can order a drive-through, nor see one: the driver is told in the car, or at the next join, and a steward says whether it was served.',
);
const STOP_AND_GO = pitwall(
  'No plugin can order a stop-and-go, nor see one: the driver is told in the car, or at the next join, and a steward says whether it was served.',
);
const GRID = pitwall(
  'The grid of a later race has it: "grid finish" and "grid reverse" count it, and "grid order" shows it.',
);
const RESULT = pitwall('The server knows no such penalty: it counts in the classification and in the amended results.');
const OWN_RESULT = pitwall(
  'AssettoServer knows no such penalty and writes no results file: it counts in the classification that Pitwall posts.',
);
const WORD = pitwall('The driver is told in the car, or at the next join.');

/** How a server of this dialect executes a penalty, and what it cannot do of it. */
export function executionOf(type: PenaltyType, dialect: Dialect): Execution {
  switch (type) {
    case 'ballast':
    case 'restrictor':
    case 'kick':
      return byServer(type, dialect);
    case 'reprimand':
    case 'warning':
      return WORD;
    case 'drive-through':
      return DRIVE_THROUGH;
    case 'stop-and-go':
      return STOP_AND_GO;
    case 'grid':
      return GRID;
    case 'time':
    case 'disqualification':
      return dialect === 'assettoserver' ? OWN_RESULT : RESULT;
  }
}

/**
 * Whether the server says when a penalty has reached its car: it is served from then on, not before. The others take it
 * without a word.
 */
export const isConfirmed = (type: PenaltyType, dialect: Dialect): boolean =>
  dialect === 'assettoserver' && (type === 'ballast' || type === 'restrictor');

function byServer(action: 'ballast' | 'restrictor' | 'kick', dialect: Dialect): Execution {
  const ability = abilities[action][dialect];
  if (ability.is === 'impossible') return pitwall(ability.why);
  return { by: 'server', isProven: ability.is === 'native', how: ability.how };
}
