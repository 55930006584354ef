/** How each kind of game server carries out a penalty, and what none can do. */
import { abilities, type Dialect } from '../../acserver/dialect.ts';
import type { PenaltyType } from '../../events/penalty.ts';
import { phrase, type Sentence, typed } from '../../kit/sentence.ts';

/** Whether the server applies a penalty by itself, or Pitwall and the stewards carry it out. */
export type Execution =
  | { readonly by: 'server'; readonly isProven: boolean; readonly how: Sentence }
  | { readonly by: 'pitwall'; readonly how: Sentence };

const pitwall = (how: Sentence): Execution => ({ by: 'pitwall', how });

const DRIVE_THROUGH = pitwall(
  'acServer has no drive-through: Pitwall tells the driver in the car (or on their next join), and a steward marks it as served or not.',
);
const STOP_AND_GO = pitwall(
  'acServer has no stop-and-go: Pitwall tells the driver in the car (or on their next join), and a steward marks it as served or not.',
);
const GRID = pitwall(
  phrase`It applies to the grid of a later race: ${typed('grid finish')} and ${typed('grid reverse')} apply it, and ${typed('grid order')} shows it.`,
);
const TIME = pitwall('acServer has no time penalty, so Pitwall applies it to the results.');
const DISQUALIFICATION = pitwall('acServer has no disqualification, so Pitwall applies it to the results.');
const OWN_RESULT = pitwall(
  'AssettoServer has no such penalty and writes no results file, so Pitwall applies it to the classification it posts.',
);
const WORD = pitwall('Pitwall tells the driver in the car, or on their next join.');

/** How a server of this dialect carries out a penalty, and what it cannot do. */
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
      return dialect === 'assettoserver' ? OWN_RESULT : TIME;
    case 'disqualification':
      return dialect === 'assettoserver' ? OWN_RESULT : DISQUALIFICATION;
  }
}

/**
 * Whether the server confirms that a penalty has reached its car; then it counts as being served only from that moment.
 * Other servers give no confirmation.
 */
export const isConfirmed = (type: PenaltyType, dialect: Dialect): boolean =>
  dialect === 'assettoserver' && (type === 'ballast' || type === 'restrictor');

function byServer(action: 'ballast' | 'restrictor' | 'kick', dialect: Dialect): Execution {
  const ability = abilities[action][dialect];
  if (ability.is === 'impossible') return pitwall(ability.why);
  return { by: 'server', isProven: ability.is === 'native', how: ability.how };
}
