/** One message a document, and one a list: both are edited as decisions come. */
import type { RaceDocument } from '../../events/document.ts';
import type { RaceState } from '../../race/state.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { documentEmbed, listEmbed } from '../renderings/documents.ts';
import type { Cards, RoutedPost } from './card.ts';

export const documentCards = {
  documentIssued: documentPost,
  documentSuperseded: documentPost,
  decisionsListed: ({ list }, _state, words) => [
    {
      route: 'documents',
      post: { lane: 'race', key: `decisions/${list.session.id}`, body: { embeds: [listEmbed(list, words)] } },
    },
  ],
} satisfies Partial<Cards>;

function documentPost(
  { document }: { readonly document: RaceDocument },
  _state: RaceState,
  words: Catalogue,
): readonly RoutedPost[] {
  const key = `document/${document.event.number}/${document.number}`;
  return [{ route: 'documents', post: { lane: 'race', key, body: { embeds: [documentEmbed(document, words)] } } }];
}
