/** What a car has to carry: pure functions. */
import type { Load } from '../../acserver/limits.ts';
import type { Manual } from './table.ts';

export type LoadKind = keyof Load;

/** The load set for the driver, or else the entry list's, plus penalties, within limits. */
export function loadToCarry({ base, manual = {}, penalties = NO_LOAD, limits }: LoadParts): Load {
  const of = (kind: LoadKind): number => Math.min(limits[kind], (manual[kind] ?? base[kind]) + penalties[kind]);
  return { ballastKg: of('ballastKg'), restrictorPercent: of('restrictorPercent') };
}

interface LoadParts {
  readonly base: Load;
  readonly manual?: Manual;
  readonly penalties?: Load;
  readonly limits: Load;
}

const NO_LOAD: Load = { ballastKg: 0, restrictorPercent: 0 };
export const KINDS: readonly LoadKind[] = ['ballastKg', 'restrictorPercent'];

export const isSameLoad = (a: Load, b: Load): boolean => KINDS.every((kind) => a[kind] === b[kind]);
