/** Licence points as Discord shows them. */
import type { AnswerOf } from '../../command/answer.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { lastingIn, licenceIn, pointsIn } from '../../texts/points.ts';
import { reasonIn } from '../../texts/reasons.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeText, fitLines, longDate } from '../common/text.ts';
import { DESCRIPTION_LENGTH } from './limits.ts';

export function pointsMessage({ licences, detailed }: AnswerOf<'points'>, words: Catalogue): MessageContent {
  if (licences.length === 0) return { content: words.noLicencePoints() };
  const lines = [
    ...licences.map((licence) => `**${escapeText(licenceIn(words, licence), 300)}**`),
    ...entryLines(detailed, words),
  ];
  return { embeds: [{ title: words.licencesTitle(), description: fitLines(lines, DESCRIPTION_LENGTH, words) }] };
}

/** What each point is for, and how long it counts. */
export const entryLines = (licence: AnswerOf<'points'>['detailed'], words: Catalogue): readonly string[] =>
  (licence?.entries ?? []).map((entry) => {
    const parts = [
      escapeText(pointsIn(words, entry), 200),
      lastingIn(words, entry.expiry, longDate),
      escapeText(reasonIn(words, entry.decision), 100),
    ];
    return `🪪 ${parts.filter((part) => part !== '').join(' · ')}`;
  });
