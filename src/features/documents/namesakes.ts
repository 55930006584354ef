/** Other people with the same name as somebody on a document. Stored, as nobody knows later who was there. */
import { type DecisionList, namedOn, type RaceDocument } from '../../events/document.ts';
import type { Driver } from '../../events/driver.ts';
import { namesakesOf } from '../../race/people.ts';

/** A replacement keeps telling apart everybody that its predecessor did. */
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
