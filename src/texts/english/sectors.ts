/** "sector 2", "sectors 1 and 3": where on the lap. */
export const inSectors = (sectors: readonly number[]): string =>
  `${sectors.length === 1 ? 'sector' : 'sectors'} ${and.format(sectors.map(String))}`;

const and = new Intl.ListFormat('en', { type: 'conjunction', style: 'long' });
