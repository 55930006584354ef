/** How Discord shows every kind of answer: in the asker's language, or in English if only officials can ask for it. */
import type { AnswerOf, HelpRow, Renderings } from '../../command/answer.ts';
import type { Commands } from '../../command/typedLines.ts';
import { type Catalogue, inWords } from '../../texts/catalogue.ts';
import { english } from '../../texts/english/index.ts';
import { explainedIn } from '../../texts/help.ts';
import { settledLines } from '../../texts/proposals.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeSentence } from '../common/sentences.ts';
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

/** @param commands what a sentence can tell the reader to type */
export const discordRenderings = (words: Catalogue, commands: Commands): Renderings<MessageContent> => ({
  note: ({ text }) => ({ content: escapeSentence(text, commands, NOTE_LENGTH) }),
  text: ({ text }) => ({ content: escapeText(inWords(words, text), NOTE_LENGTH) }),
  info: ({ info, warnings = [] }) => ({
    embeds: [
      infoEmbed(
        info,
        words,
        warnings.map((each) => escapeSentence(each, commands, NOTE_LENGTH)),
      ),
    ],
  }),
  drivers: (answer) => driversMessage(answer, words),
  order: (answer) => orderMessage(answer, words),
  sessions: ({ sessions }) => sessionsMessage(sessions, words),
  process: (change) => ({ embeds: [processEmbed(change, english, commands)] }),
  configuration: (change) => configurationMessage(change, english),
  entries: (answer) => entriesMessage(answer, words),
  grid: ({ grid }) => gridMessage(grid, english, commands),
  gridChange: (change) => gridChangeMessage(change, english, commands),
  lobby: (answer) => lobbyMessage(answer, words),
  tracker: (answer) => trackerMessage(answer, english),
  penalty: (answer) => penaltyMessage(answer, commands),
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
  decided: (answer) => decidedMessage(answer, commands),
  settled: ({ proposal, note }) => linesMessage({ lines: settledLines(proposal, note) }, english, commands),
  lines: (answer) => linesMessage(answer, english, commands),
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
