import { FINDINGS } from '../../events/decision.ts';
import type { EventOf } from '../../events/events.ts';
import { type Incident, inOrder, isOnlyReporter, withNamesakesOf } from '../../events/incident.ts';
import type { PictureForm } from '../../pictures/contactPicture.ts';
import { sourceOf } from '../../pictures/source.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { incidentName, numberLabel } from '../../texts/names.ts';
import { reasonIn } from '../../texts/reasons.ts';
import { incidentKey, numberedKey } from '../common/cardLinks.ts';
import { escapeText, fitLines } from '../common/text.ts';
import type { PictureReference } from '../outbox/post.ts';
import { incidentButtons } from '../renderings/incidentButtons.ts';
import { incidentEmbed } from '../renderings/incidentEmbed.ts';
import { boldName, type Cards, type RoutedPost } from './card.ts';

/** Discord's limit is 2000 characters. */
const LENGTH = 1900;

/** One message per incident, showing its current state. Contacts that share a card are posted there, by the desk. */
export const incidentCards = {
  incidentOpened: incidentPosts,
  incidentUpdated: incidentPosts,
  incidentDecided: (event, _state, words) => [...incidentPosts(event), ...findingLine(event, words)],
} satisfies Partial<Cards>;

function incidentPosts({ incident }: { readonly incident: Incident }): readonly RoutedPost[] {
  if (incident.fold !== undefined) return [];
  const body = {
    embeds: [incidentEmbed(incident)],
    components: incidentButtons(incident),
    pictures: picturesOf(incident),
  };
  return [{ kind: 'incident', post: { lane: 'incident', key: incidentKey(incident), body } }];
}

/**
 * The public line: whom the incident was about, and that nothing follows. Contacts that share a card were never public.
 * One message for all drivers, however many presses it took, with a line for each reason and the drivers it applies to.
 */
function findingLine({ incident, decision }: EventOf<'incidentDecided'>, words: Catalogue): readonly RoutedPost[] {
  const { says } = decision;
  const finding = FINDINGS.find((each) => each === says);
  if (finding === undefined || incident.fold !== undefined) return [];
  const { drivers, decisions } = incident;
  const groups = new Map<string, Incident['drivers'][number][]>();
  for (const driver of drivers) {
    const last = decisions.findLast((each) => each.driver.guid === driver.guid);
    if (last?.says !== says || isOnlyReporter(incident, driver.guid)) continue;
    const reason = last.reason === incidentName(incident) ? '' : reasonIn(words, last);
    groups.set(reason, [...(groups.get(reason) ?? []), driver]);
  }
  if (groups.size === 0) return [];
  const lines = [...groups].map(([reason, cleared]) => {
    const lap = cleared.find((driver) => driver.lap !== undefined)?.lap;
    const names = cleared.map((driver) => boldName(driver, words, withNamesakesOf(incident))).join(', ');
    return [
      `🟢 **${incidentName(incident)}**`,
      ...(lap === undefined ? [] : [words.lapNumber({ lap })]),
      `${names}: ${words.decision({ says })}`,
      ...(reason === '' ? [] : [escapeText(reason, 200)]),
    ].join(' · ');
  });
  const { run, session } = decision;
  return [
    {
      kind: 'decision',
      post: {
        lane: 'penalty',
        key: `${numberedKey('finding', incident.number, incident.server)}/${says}`,
        body: { content: fitLines(lines, LENGTH, words) },
      },
      unlessOnPaper: { run, session, source: 'steward' },
      // If everything goes to one channel, the card already says it.
      unlessBeside: 'incident',
    },
  ];
}

/** Only if positions are known. */
function picturesOf({ number, server, contacts, encounter }: Incident): readonly PictureReference[] | undefined {
  if (!encounter && !contacts.some(({ evidence }) => evidence)) return undefined;
  // Drawn again once the seconds after the contact are known.
  const [first] = inOrder(contacts);
  const known = first?.evidence?.cars.some(({ consequence }) => consequence) ? 'after' : undefined;
  const reference = (form: PictureForm, ending: string, place: PictureReference['place']): PictureReference => ({
    source: sourceOf({ server, incident: number, form, known }),
    name: `inc-${numberLabel(number).toLowerCase()}.${ending}`,
    place,
  });
  return [reference('still', 'png', 'embed'), reference('animation', 'gif', 'beside')];
}
