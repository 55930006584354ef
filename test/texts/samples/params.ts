/** What the samples of all topics are built from. */

type Texts<All> = Record<keyof All, (...params: never) => string>;

/** Parameters for every text of a topic. */
export type SamplesOf<All extends Texts<All>> = {
  readonly [K in keyof All]: Parameters<All[K]> extends [] ? readonly [] : readonly Parameters<All[K]>[0][];
};

export const [ADA, BOB, WHY, WHEN, NIGHT] = [
  'Ada Quick',
  'Bob Brake',
  'left no room',
  '<t:1763750000:R>',
  'Round 3',
] as const;

/** Free words of people and files, which appear unchanged in every language. */
export const FREE_WORDS: readonly string[] = [ADA, BOB, WHY, WHEN, NIGHT];
