import { type Incident, inOrder } from '../../events/incident.ts';
import type { PictureForm } from '../../pictures/contactPicture.ts';
import { sourceOf } from '../../pictures/source.ts';
import type { RaceState } from '../../race/state.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { incidentKey } from '../common/cardLinks.ts';
import type { PictureReference } from '../outbox/post.ts';
import { incidentButtons } from '../renderings/incidentButtons.ts';
import { incidentEmbed } from '../renderings/incidentEmbed.ts';
import type { Cards, RoutedPost } from './card.ts';

/** One message an incident, which shows it as it stands now; what shares a card is told there, by the desk. */
export const incidentCards = {
  incidentOpened: incidentPosts,
  incidentUpdated: incidentPosts,
  incidentDecided: incidentPosts,
} satisfies Partial<Cards>;

function incidentPosts(
  { incident }: { readonly incident: Incident },
  _state: RaceState,
  words: Catalogue,
): readonly RoutedPost[] {
  if (incident.fold !== undefined) return [];
  const body = {
    embeds: [incidentEmbed(incident, words)],
    components: incidentButtons(incident),
    pictures: picturesOf(incident),
  };
  return [{ kind: 'incident', post: { lane: 'incident', key: incidentKey(incident), body } }];
}

/** Of what is known by positions. */
function picturesOf({ number, server, contacts, encounter }: Incident): readonly PictureReference[] | undefined {
  if (!encounter && !contacts.some(({ evidence }) => evidence)) return undefined;
  // Drawn anew once the seconds behind it are known.
  const [first] = inOrder(contacts);
  const known = first?.evidence?.cars.some(({ consequence }) => consequence) ? 'after' : undefined;
  const reference = (form: PictureForm, ending: string, place: PictureReference['place']): PictureReference => ({
    source: sourceOf({ server, incident: number, form, known }),
    name: `inc-${number}.${ending}`,
    place,
  });
  return [reference('still', 'png', 'embed'), reference('animation', 'gif', 'beside')];
}
