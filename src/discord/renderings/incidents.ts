/** Answers to stewards about incidents. */

import type { AnswerOf, AnswerPicture } from '../../command/answer.ts';
import type { Commands } from '../../command/typedLines.ts';
import type { Incident } from '../../events/incident.ts';
import { undecidedOf } from '../../events/standing.ts';
import { english } from '../../texts/english/index.ts';
import { incidentName } from '../../texts/names.ts';
import { proposedLines } from '../../texts/proposals.ts';
import { button } from '../common/button.ts';
import { cardKeyOf, incidentKey, lengthWithLinks, linkTo } from '../common/cardLinks.ts';
import { ComponentType } from '../common/components.ts';
import { driverName } from '../common/driverName.ts';
import type { AttachedFile, MessageContent } from '../common/message.ts';
import { escapeSentence } from '../common/sentences.ts';
import { escapeText } from '../common/text.ts';
import { incidentButtons } from './incidentButtons.ts';
import { incidentEmbed, peopleOn } from './incidentEmbed.ts';
import { fitLinkedLines, incidentLine } from './incidentLines.ts';
import { DESCRIPTION_LENGTH } from './limits.ts';
import { olderButton, pageOf } from './pages.ts';
import { sendAwayButtons } from './penaltyButtons.ts';

export function incidentMessage(incident: Incident, picture?: AnswerPicture): MessageContent {
  const embed = incidentEmbed(incident);
  return {
    content: linkTo(cardKeyOf(incident), incidentName(incident)),
    embeds: [picture ? { ...embed, image: { url: `attachment://${picture.name}` } } : embed],
    components: [...incidentButtons(incident), ...privateButtons(incident)],
    files: picture && [fileOf(picture)],
  };
}

/** With the alternative text, for readers who cannot see the picture. */
export const pictureMessage = (picture: AnswerPicture): MessageContent => ({
  content: escapeText(picture.alt, ALT_LENGTH),
  files: [fileOf(picture)],
});

const ALT_LENGTH = 1000;

const fileOf = ({ name, base64, alt }: AnswerPicture): AttachedFile => ({
  name,
  attachment: Buffer.from(base64, 'base64'),
  description: alt,
});

/** In addition to the card's buttons, on a steward's private answer. */
function privateButtons({ number, server, fold }: Incident): NonNullable<MessageContent['components']> {
  const post = fold === undefined ? [] : [button('Give it its own card', `incident post ${number}`, server)];
  return [{ type: ComponentType.ActionRow, components: [...post, button('Next', `incident next ${number}`, server)] }];
}

/** As many as fit into a message, and a button for the ones that follow. */
export function incidentsMessage({ incidents, more, isOfDriver, line }: AnswerOf<'incidents'>): MessageContent {
  if (incidents.length === 0) return { content: 'No incidents found.' };
  const lines = incidents.map((incident) => {
    const { state, takenBy } = incident;
    const who = state === 'under investigation' && takenBy !== undefined ? `: ${escapeText(takenBy, 40)}` : '';
    return `${incidentLine(incident)} · ${state}${who}`;
  });
  const { description, last } = pageOf(lines, {
    limit: DESCRIPTION_LENGTH,
    lengthOf: lengthWithLinks,
    more,
    mayNameDriver: !isOfDriver,
    nameOf: (index) => incidentName(incidents[index] ?? { number: 0 }),
  });
  return {
    embeds: [{ title: 'Incidents', description }],
    components: last === undefined ? undefined : [olderButton(`${line} ${last}`, incidents[0]?.server ?? '')],
  };
}

export const discussionMessage = ({ incident, thread, isNew }: AnswerOf<'discussion'>): MessageContent => ({
  content: `${linkTo(incidentKey(incident), incidentName(incident))} ${isNew ? 'can be discussed' : 'is being discussed'} in <#${thread}>.`,
});

export function decidedMessage(answer: AnswerOf<'decided'>, commands: Commands): MessageContent {
  const { incident, decisions, penalties, proposal, note } = answer;
  const among = incident ? peopleOn(incident) : [];
  const about = incident ? `${linkTo(cardKeyOf(incident), incidentName(incident))}: ` : '';
  const lines = decisions.map((decision) => {
    const given = penalties.find(({ number }) => number === decision.number);
    const standing = given ? ` (${english.penaltyStanding(given)})` : '';
    return `${about}${english.decision(decision)} for **${driverName(decision.driver, english, among)}**${standing}.`;
  });
  const noted = [
    ...proposedLines(proposal).map((line) => escapeText(line, NOTE_LENGTH)),
    ...(note === undefined ? [] : [escapeSentence(note, commands, NOTE_LENGTH)]),
  ];
  const sendAway = sendAwayButtons(penalties, decisions[0]?.server ?? '');
  const others = incident && penalties.length > 0 ? othersButton(incident) : undefined;
  const components = [sendAway, others].flatMap((row) => row ?? []);
  return {
    content: fitLinkedLines([...lines, ...noted], CONTENT_LENGTH, english),
    components: components.length > 0 ? components : undefined,
  };
}

/** A steward who has penalised one driver has usually cleared the others. Undefined if nobody is left. */
function othersButton({ number, server, seen, state, drivers, decisions }: Incident) {
  if (state === 'closed' || undecidedOf(drivers, decisions).length === 0) return undefined;
  return {
    type: ComponentType.ActionRow,
    components: [
      button('No further action for the others', `incident decide ${number} @${seen} no-further-action`, server),
    ],
  };
}

/** Discord's limit is 2000 characters. */
const [NOTE_LENGTH, CONTENT_LENGTH] = [500, 1900] as const;
