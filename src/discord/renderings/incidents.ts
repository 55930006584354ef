/** What stewards are answered about incidents. */
import type { AnswerOf, AnswerPicture } from '../../command/answer.ts';
import type { Incident } from '../../events/incident.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { incidentLabel } from '../../texts/incidentLabels.ts';
import { incidentName } from '../../texts/names.ts';
import { driverName } from '../common/driverName.ts';
import type { AttachedFile, MessageContent } from '../common/message.ts';
import { escapeText, fitLines, relativeTime } from '../common/text.ts';
import { incidentButtons } from './incidentButtons.ts';
import { incidentEmbed, peopleOn } from './incidentEmbed.ts';
import { DESCRIPTION_LENGTH } from './limits.ts';
import { sendAwayButtons } from './penaltyButtons.ts';

export function incidentMessage(incident: Incident, words: Catalogue, picture?: AnswerPicture): MessageContent {
  const embed = incidentEmbed(incident, words);
  return {
    embeds: [picture ? { ...embed, image: { url: `attachment://${picture.name}` } } : embed],
    components: incidentButtons(incident),
    files: picture && [fileOf(picture)],
  };
}

export const pictureMessage = (picture: AnswerPicture): MessageContent => ({ files: [fileOf(picture)] });

const fileOf = ({ name, base64, alt }: AnswerPicture): AttachedFile => ({
  name,
  attachment: Buffer.from(base64, 'base64'),
  description: alt,
});

export function incidentsMessage(incidents: readonly Incident[], words: Catalogue): MessageContent {
  if (incidents.length === 0) return { content: 'There has been no incident.' };
  const lines = incidents.map((incident) => `${escapeText(incidentLabel(incident))} · ${relativeTime(incident.at)}`);
  return { embeds: [{ title: 'Incidents', description: fitLines(lines, DESCRIPTION_LENGTH, words) }] };
}

export function decidedMessage(answer: AnswerOf<'decided'>, words: Catalogue): MessageContent {
  const { incident, decisions, penalties, note } = answer;
  const among = incident ? peopleOn(incident) : [];
  const about = incident ? `${incidentName(incident)}: ` : '';
  const lines = decisions.map((decision) => {
    const given = penalties.find(({ number }) => number === decision.number);
    const standing = given ? ` (${words.penaltyStanding(given)})` : '';
    return `${about}${words.decision(decision)} for **${driverName(decision.driver, among)}**${standing}.`;
  });
  const noted = note === undefined ? [] : [escapeText(note, NOTE_LENGTH)];
  const sendAway = sendAwayButtons(penalties, decisions[0]?.server ?? '');
  return { content: fitLines([...lines, ...noted], CONTENT_LENGTH, words), components: sendAway && [sendAway] };
}

/** Discord takes 2000 characters. */
const [NOTE_LENGTH, CONTENT_LENGTH] = [500, 1900] as const;
