/** How Discord shows every kind of answer: in the asker's language, or in English if only officials can ask for it. */
import type { AnswerOf, HelpRow, Renderings } from '../../command/answer.ts';
import { type Catalogue, inWords } from '../../texts/catalogue.ts';
import { english } from '../../texts/english/index.ts';
import { explainedIn } from '../../texts/help.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeCode, escapeText, fitLines, withTimestamps } from '../common/text.ts';
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
  note: ({ text }) => ({ content: withTimestamps(escapeText(text, NOTE_LENGTH)) }),
  text: ({ text }) => ({ content: escapeText(inWords(words, text), NOTE_LENGTH) }),
  info: ({ info, warnings }) => ({ embeds: [infoEmbed(info, words, warnings)] }),
  drivers: (answer) => driversMessage(answer, words),
  order: (answer) => orderMessage(answer, words),
  sessions: ({ sessions }) => sessionsMessage(sessions, words),
  process: (change) => ({ embeds: [processEmbed(change, english)] }),
  configuration: (change) => configurationMessage(change, english),
  entries: (answer) => entriesMessage(answer, words),
  grid: ({ grid }) => gridMessage(grid, english),
  gridChange: (change) => gridChangeMessage(change, english),
  lobby: (answer) => lobbyMessage(answer, words),
  tracker: (answer) => trackerMessage(answer, english),
  penalty: (answer) => penaltyMessage(answer),
  penalties: (answer) => penaltiesMessage(answer, words),
  points: (answer) => pointsMessage(answer, words),
  classification: ({ classification }) => ({ embeds: [classificationEmbed(classification, words)] }),
  export: ({ of, files, folder }) => ({
    content: exportLine({ of, files, folder }),
    files: files.flatMap(({ name, content }) =>
      content === undefined ? [] : [{ name, attachment: Buffer.from(content) }],
    ),
  }),
  carryOver: ({ carryOver }) => ({ embeds: carryOverMessage(carryOver).embeds }),
  event: (answer) => eventMessage(answer, words),
  incident: ({ incident, picture }) => incidentMessage(incident, picture),
  picture: ({ picture }) => pictureMessage(picture),
  incidents: (answer) => incidentsMessage(answer),
  discussion: (answer) => discussionMessage(answer),
  decided: (answer) => decidedMessage(answer),
  lines: (answer) => linesMessage(answer, english),
  checks: (answer) => checksMessage(answer, english),
  help: (answer) => helpMessage(answer, words),
});

function exportLine({ of, files, folder }: Pick<AnswerOf<'export'>, 'of' | 'files' | 'folder'>): string {
  const large = files.filter(({ content }) => content === undefined).map(({ name }) => name);
  const where = folder === undefined ? '' : `, also in ${folder}`;
  return `${escapeText(of)}${where}${large.length === 0 ? '' : `; too large to be sent: ${large.join(', ')}`}`;
}

function helpMessage({ commands }: AnswerOf<'help'>, words: Catalogue): MessageContent {
  const description = fitLines(
    commands.map((each) => helpLine(each, words)),
    DESCRIPTION_LENGTH,
    words,
  );
  return { embeds: [{ title: words.helpTitle(), description }] };
}

const helpLine = ({ role, ...row }: HelpRow, words: Catalogue): string =>
  `\`/${escapeCode(row.usage, 120)}\` ${escapeText(explainedIn(words, row), 160)}${role === 'driver' ? '' : ` (${role})`}`;
