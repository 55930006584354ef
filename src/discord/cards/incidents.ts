import type { Incident } from '../../events/incident.ts';
import type { RaceState } from '../../race/state.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { incidentButtons } from '../renderings/incidentButtons.ts';
import { incidentEmbed } from '../renderings/incidentEmbed.ts';
import type { Cards, RoutedPost } from './card.ts';

/** One message an incident, which shows it as it stands now. */
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
  const body = { embeds: [incidentEmbed(incident, words)], components: incidentButtons(incident) };
  return [{ route: 'stewards', post: { lane: 'incident', key: `incident/${incident.number}`, body } }];
}
