import type { AnswerOf } from '../../command/answer.ts';
import { incidentLabel } from '../../texts/incidentLabels.ts';
import { nameOf, standingInWords, verdictInWords } from '../../texts/incidents.ts';
import { driverSelect, incidentButtons } from '../cards/incidentButtons.ts';
import { incidentEmbed, peopleOn } from '../cards/incidentCard.ts';
import { driverName } from '../common/driverName.ts';
import { escapeText, fitLines, relativeTime } from '../common/text.ts';
import type { MessageContent } from './answers.ts';

export const incidentMessage = ({ incident }: AnswerOf<'incident'>): MessageContent => ({
  embeds: [incidentEmbed(incident)],
  components: incidentButtons(incident),
});

export function incidentsMessage({ incidents }: AnswerOf<'incidents'>): MessageContent {
  if (incidents.length === 0) return { content: 'There has been no incident.' };
  const lines = incidents.map((incident) => `${escapeText(incidentLabel(incident))} · ${relativeTime(incident.at)}`);
  return { embeds: [{ title: 'Incidents', description: fitLines(lines, DESCRIPTION_LENGTH) }] };
}

const DESCRIPTION_LENGTH = 4000;

export const whichDriverMessage = ({ incident, order }: AnswerOf<'whichDriver'>): MessageContent => ({
  content: `${nameOf(incident)}: who gets ${orderInWords(order)}?`,
  components: [driverSelect(incident, order)],
});

/** "time 5" is what the command takes; a person reads "5 s". */
function orderInWords(order: string): string {
  if (order === '') return 'the verdict';
  const said = order.replace(/^time (?=\d+$)(.*)/, '$1 s').replace(/^no-/, 'no ');
  return `**${escapeText(said.replace(/^(?=warning|drive-through)/, 'a '), 100)}**`;
}

export function decidedMessage({ incident, verdict, note }: AnswerOf<'decided'>): MessageContent {
  const standing = standingInWords(verdict);
  const lines = [
    `${nameOf(incident)}: ${verdictInWords(verdict)} for **${driverName(verdict.driver, peopleOn(incident))}**${standing && ` (${standing})`}.`,
    ...(note === undefined ? [] : [escapeText(note, 500)]),
  ];
  return { content: lines.join('\n') };
}
