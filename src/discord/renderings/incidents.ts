/** What stewards are answered about incidents. */
import type { AnswerOf } from '../../command/answer.ts';
import type { Incident } from '../../events/incident.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { incidentLabel } from '../../texts/incidentLabels.ts';
import { incidentName } from '../../texts/names.ts';
import { driverName } from '../common/driverName.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeText, fitLines, relativeTime } from '../common/text.ts';
import { driverSelect, incidentButtons } from './incidentButtons.ts';
import { incidentEmbed, peopleOn } from './incidentEmbed.ts';
import { DESCRIPTION_LENGTH } from './limits.ts';

export const incidentMessage = (incident: Incident, words: Catalogue): MessageContent => ({
  embeds: [incidentEmbed(incident, words)],
  components: incidentButtons(incident),
});

export function incidentsMessage(incidents: readonly Incident[], words: Catalogue): MessageContent {
  if (incidents.length === 0) return { content: 'There has been no incident.' };
  const lines = incidents.map((incident) => `${escapeText(incidentLabel(incident))} · ${relativeTime(incident.at)}`);
  return { embeds: [{ title: 'Incidents', description: fitLines(lines, DESCRIPTION_LENGTH, words) }] };
}

export const whichDriverMessage = ({ incident, order }: AnswerOf<'whichDriver'>): MessageContent => ({
  content: `${incidentName(incident)}: who gets ${orderInWords(order)}?`,
  components: [driverSelect(incident, order)],
});

/** "time 5" is what the command takes; a person reads "5 s". */
function orderInWords(order: string): string {
  if (order === '') return 'the verdict';
  const said = order.replace(/^time (?=\d+$)(.*)/, '$1 s').replace(/^no-/, 'no ');
  return `**${escapeText(said.replace(/^(?=warning|drive-through)/, 'a '), 100)}**`;
}

export function decidedMessage(answer: AnswerOf<'decided'>, words: Catalogue): MessageContent {
  const { incident, verdict, note } = answer;
  const standing = words.verdictStanding(verdict);
  const who = driverName(verdict.driver, peopleOn(incident));
  const lines = [
    `${incidentName(incident)}: ${words.verdict(verdict)} for **${who}**${standing && ` (${standing})`}.`,
    ...(note === undefined ? [] : [escapeText(note, 500)]),
  ];
  return { content: lines.join('\n') };
}
