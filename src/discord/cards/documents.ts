/** One message per document, and one per list of decisions. Both are edited as decisions come in. */
import type { RaceDocument } from '../../events/document.ts';
import { sourceOf } from '../../pictures/source.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { numberLabel } from '../../texts/names.ts';
import { numberedKey } from '../common/cardLinks.ts';
import type { Body, PictureReference } from '../outbox/post.ts';
import { appealButtons } from '../renderings/appeals.ts';
import { documentEmbed, listEmbed } from '../renderings/documents.ts';
import type { Cards, RoutedPost } from './card.ts';

export const documentCards = {
  documentIssued: ({ document }, _state, words) => [documentPost(document, words)],
  documentSuperseded: ({ document }, _state, words) => [documentPost(document, words)],
  decisionsListed: ({ list }, _state, words) => [
    {
      kind: 'document',
      post: {
        lane: 'race',
        key: numberedKey('decisions', list.session.id, list.session.server),
        body: { embeds: [listEmbed(list, words)] },
      },
    },
  ],
} satisfies Partial<Cards>;

/** Once nobody can appeal any more. */
export const documentWithoutAppeal = (document: RaceDocument, words: Catalogue): RoutedPost => ({
  ...documentPost(document, words, []),
  onlyIfThere: true,
});

export function documentPost(
  document: RaceDocument,
  words: Catalogue,
  components = documentButtons(document, words),
): RoutedPost {
  const { event, number, session } = document;
  const key = numberedKey(`document/${event.number}`, number, session.server);
  const body = {
    embeds: [documentEmbed(document, words)],
    components,
    pictures: picturesOf(document, words),
  };
  return { kind: 'document', post: { lane: 'race', key, body } };
}

/** Only if the league publishes the evidence. */
function picturesOf({ evidence }: RaceDocument, words: Catalogue): readonly PictureReference[] | undefined {
  if (evidence?.evidence?.at === undefined) return undefined;
  const { server, incident, contact } = evidence;
  const language = words.languageCode();
  const source = sourceOf({ server, incident, contact, form: 'still', known: 'after', language });
  return [{ source, name: `inc-${numberLabel(incident).toLowerCase()}.png`, place: 'embed' }];
}

/** For the drivers in the document, as long as it stands. */
function documentButtons(
  { decision: { number, penalty }, appealUntil, replacedBy, session }: RaceDocument,
  words: Catalogue,
): NonNullable<Body['components']> {
  if (appealUntil === undefined || replacedBy !== undefined) return [];
  const buttons = appealButtons([{ number, penalty }], session.server, words);
  return buttons ? [buttons] : [];
}
