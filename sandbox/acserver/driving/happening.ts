import type { Blow } from './contact.ts';

/** What the clients would report to the server. `atMs` is on the server's own clock. */
export type Happening =
  | { kind: 'split'; atMs: number; carId: number; split: number; ms: number; cuts: number }
  | LapHappening
  | { kind: 'tyres'; atMs: number; carId: number }
  | { kind: 'contact'; atMs: number; blows: readonly [Blow, Blow] }
  | { kind: 'wall'; atMs: number; blow: Blow };

export interface LapHappening {
  kind: 'lap';
  atMs: number;
  carId: number;
  lapMs: number;
  cuts: number;
  /** Cuts in the last sector. */
  lastCuts: number;
  sectors: readonly number[];
}
