/** How Discord shows every kind of answer. */
import type { AnswerOf, HelpRow, Renderings } from '../../command/answer.ts';
import { type Catalogue, inWords } from '../../texts/catalogue.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeCode, escapeText, fitLines } from '../common/text.ts';
import { carryOverMessage } from './carryOver.ts';
import { checksMessage, linesMessage } from './checks.ts';
import { classificationEmbed } from './classification.ts';
import { configurationMessage } from './configuration.ts';
import { driversMessage } from './drivers.ts';
import { eventMessage } from './events.ts';
import { entriesMessage, gridChangeMessage, gridMessage } from './grid.ts';
import { decidedMessage, discussionMessage, incidentMessage, incidentsMessage, pictureMessage } from './incidents.ts';
import { DESCRIPTION_LENGTH, NOTE_LENGTH } from './limits.ts';
import { lobbyMessage } from './lobby.ts';
import { orderMessage } from './order.ts';
import { penaltiesMessage, penaltyMessage } from './penalties.ts';
import { pointsMessage } from './points.ts';
import { infoEmbed, processEmbed } from './server.ts';
import { sessionsMessage } from './sessions.ts';
import { trackerMessage } from './tracker.ts';

export const discordRenderings = (words: Catalogue): Renderings<MessageContent> => ({
  note: ({ text }) => ({ content: escapeText(text, NOTE_LENGTH) }),
  text: ({ text }) => ({ content: escapeText(inWords(words, text), NOTE_LENGTH) }),
  info: ({ info, warnings }) => ({ embeds: [infoEmbed(info, words, warnings)] }),
  drivers: (answer) => driversMessage(answer, words),
  order: (answer) => orderMessage(answer, words),
  sessions: ({ sessions }) => sessionsMessage(sessions, words),
  process: (change) => ({ embeds: [processEmbed(change, words)] }),
  configuration: (change) => configurationMessage(change, words),
  entries: (answer) => entriesMessage(answer, words),
  grid: ({ grid }) => gridMessage(grid, words),
  gridChange: (change) => gridChangeMessage(change, words),
  lobby: (answer) => lobbyMessage(answer, words),
  tracker: (answer) => trackerMessage(answer, words),
  penalty: (answer) => penaltyMessage(answer, words),
  penalties: (answer) => penaltiesMessage(answer, words),
  points: (answer) => pointsMessage(answer, words),
  classification: ({ classification }) => ({ embeds: [classificationEmbed(classification, words)] }),
  export: ({ of, files, folder }) => ({
    content: exportLine({ of, files, folder }),
    files: files.flatMap(({ name, content }) =>
      content === undefined ? [] : [{ name, attachment: Buffer.from(content) }],
    ),
  }),
  carryOver: ({ carryOver }) => ({ embeds: carryOverMessage(carryOver, words).embeds }),
  event: (answer) => eventMessage(answer, words),
  incident: ({ incident, picture }) => incidentMessage(incident, words, picture),
  picture: ({ picture }) => pictureMessage(picture),
  incidents: ({ incidents }) => incidentsMessage(incidents, words),
  discussion: (answer) => discussionMessage(answer),
  decided: (answer) => decidedMessage(answer, words),
  lines: (answer) => linesMessage(answer, words),
  checks: (answer) => checksMessage(answer, words),
  help: (answer) => helpMessage(answer, words),
});

function exportLine({ of, files, folder }: Pick<AnswerOf<'export'>, 'of' | 'files' | 'folder'>): string {
  const large = files.filter(({ content }) => content === undefined).map(({ name }) => name);
  const where = folder === undefined ? '' : `, also in ${folder}`;
  return `${escapeText(of)}${where}${large.length === 0 ? '' : `; too large to be sent: ${large.join(', ')}`}`;
}

function helpMessage({ commands }: AnswerOf<'help'>, words: Catalogue): MessageContent {
  const description = fitLines(commands.map(helpLine), DESCRIPTION_LENGTH, words);
  return { embeds: [{ title: words.helpTitle(), description }] };
}

const helpLine = ({ usage, about, role }: HelpRow): string =>
  `\`/${escapeCode(usage, 120)}\` ${escapeText(about, 120)}${role === 'driver' ? '' : ` (${role})`}`;
