/** Who else has the name of somebody on paper: kept with it, as nobody knows later who was there. */
import { type DecisionList, namedOn, type RaceDocument } from '../../events/document.ts';
import type { Driver } from '../../events/driver.ts';
import { namesakesOf } from '../../race/people.ts';

/** What takes the place of an older one goes on telling apart whom that one did. */
type Older = Pick<RaceDocument | DecisionList, 'namesakes'>;

export const withNamesakes = (document: RaceDocument, people: readonly Driver[], older?: Older): RaceDocument => ({
  ...document,
  namesakes: namesakesOf(namedOn(document), [...(older?.namesakes ?? []), ...people]),
});

export const listWithNamesakes = (list: DecisionList, people: readonly Driver[], older?: Older): DecisionList => ({
  ...list,
  namesakes: namesakesOf(
    list.entries.map(({ driver }) => driver),
    [...(older?.namesakes ?? []), ...people],
  ),
});
