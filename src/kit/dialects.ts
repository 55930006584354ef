/** The kinds of game server: Kunos' own, the one of the commercial server manager, and AssettoServer. */
export const DIALECTS = ['kunos', 'acsm', 'assettoserver'] as const;
export type Dialect = (typeof DIALECTS)[number];
