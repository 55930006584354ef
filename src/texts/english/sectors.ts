import { enumerating } from '../enumeration.ts';

/** "sector 2", "sectors 1 and 3": where on the lap. */
export const inSectors = (sectors: readonly number[]): string =>
  `${sectors.length === 1 ? 'sector' : 'sectors'} ${list(sectors.map(String))}`;

const list = enumerating('en');
