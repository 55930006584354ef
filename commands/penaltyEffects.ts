import type { Effects } from '../src/command/effects.ts';
import type { RulingOrder } from '../src/features/incidents/actions.ts';

/** The effects of each outcome. Most are only recorded; some affect the car or the driver in it. */
export const EFFECTS_OF: Readonly<Record<RulingOrder['outcome'], Effects>> = {
  'no further action': ['decides about a driver'],
  'racing incident': ['decides about a driver'],
  withdrawn: ['decides about a driver'],
  reprimand: ['decides about a driver'],
  warning: ['decides about a driver'],
  ballast: ['decides about a driver', 'changes a car'],
  restrictor: ['decides about a driver', 'changes a car'],
  'drive-through': ['decides about a driver'],
  'stop-and-go': ['decides about a driver'],
  grid: ['decides about a driver'],
  time: ['decides about a driver'],
  kick: ['decides about a driver', 'sends away'],
  disqualification: ['decides about a driver'],
};
