/** A finished session, without the laps and contacts that it is computed from. */
import { type Classified, classify } from './classify.ts';
import type { Results } from './schema.ts';

export interface FinishedRace extends Pick<Results, 'track' | 'layout' | 'type' | 'cars'> {
  readonly order: readonly Classified[];
}

export const finishedRace = (results: Results): FinishedRace => ({
  track: results.track,
  layout: results.layout,
  type: results.type,
  cars: results.cars,
  order: classify(results),
});
