/** Answers about penalties: a single one, those that stand, those of a driver. */
import type { AnswerOf } from '../../command/answer.ts';
import type { Commands } from '../../command/typedLines.ts';
import type { Driver } from '../../events/events.ts';
import type { Penalty, PenaltyChange, PenaltyState } from '../../events/penalty.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { ownIncident } from '../../texts/contacts.ts';
import { english } from '../../texts/english/index.ts';
import { penaltyName } from '../../texts/names.ts';
import { licenceIn } from '../../texts/points.ts';
import { reasonIn } from '../../texts/reasons.ts';
import { AMBER, GREEN, GREY, RED } from '../common/colours.ts';
import { fullName, namesakesByFullName } from '../common/driverName.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeSentence } from '../common/sentences.ts';
import { escapeText, fitLines, relativeTime } from '../common/text.ts';
import { appealButtons, ownAppealLines } from './appeals.ts';
import { DESCRIPTION_LENGTH } from './limits.ts';
import { olderButton, pageOf } from './pages.ts';
import { penaltyButtons } from './penaltyButtons.ts';
import { entryLines } from './points.ts';

export function penaltyMessage(answer: AnswerOf<'penalty'>, commands: Commands): MessageContent {
  const words = english;
  const { penalty, history, note, namesakes = [] } = answer;
  const reason = reasonIn(words, penalty);
  const what = `${words.penalty(penalty)} (${words.penaltyState(penalty)})`;
  const lines = [
    `**${penaltyName(penalty)}** · ${fullName(penalty.driver, words, namesakes)}: ${what}`,
    ...(reason === '' ? [] : [escapeText(reason, 300)]),
    ...history.slice(-HISTORY_LINES).map((each) => historyLine(each, penalty, words)),
    ...(note === undefined ? [] : [escapeSentence(note, commands, 500)]),
  ];
  const buttons = penaltyButtons(penalty, answer.seen);
  return {
    embeds: [{ description: fitLines(lines, DESCRIPTION_LENGTH, words), color: PENALTY_COLOURS[penalty.state] }],
    components: buttons && [buttons],
  };
}

/** In the asker's language if they ask for their own file. */
export function penaltiesMessage(answer: AnswerOf<'penalties'>, asked: Catalogue): MessageContent {
  const words = answer.of === 'caller' ? asked : english;
  const { of, penalties, more, namesakes = [], warnings, incidents = [], appeals = { made: [], open: [] } } = answer;
  if (of !== 'caller' && penalties.length > 0) return officialList(answer, of);
  const among = namesakesByFullName([...penalties.map(({ driver }) => driver), ...namesakes]);
  const lines = [
    ...warnings.map((each) => escapeText(words.warningCount(each))),
    ...penalties.map((each) => listLine(each, among, words)),
    ...(more > 0 ? [words.linesLeftOut({ left: more })] : []),
    ...incidents.map((each) => escapeText(ownIncident(each, answer.guid, words))),
    ...ownAppealLines(appeals, answer.guid, words),
    ...(answer.licence ? [`**${escapeText(licenceIn(words, answer.licence), 300)}**`] : []),
    ...entryLines(answer.licence, words),
  ];
  if (lines.length === 0) return { content: NOTHING[of](words) };
  const server = penalties[0]?.server ?? incidents[0]?.server ?? '';
  const buttons = appealButtons(
    appeals.open.map(({ decision }) => decision),
    server,
    words,
  );
  return {
    embeds: [{ title: TITLES[of](words), description: fitLines(lines, DESCRIPTION_LENGTH, words) }],
    components: buttons && [buttons],
  };
}

/** As many as fit into a message, and a button for the ones that follow. */
function officialList(answer: AnswerOf<'penalties'>, of: 'standing' | 'driver'): MessageContent {
  const { penalties, more, guid, namesakes = [] } = answer;
  const among = namesakesByFullName([...penalties.map(({ driver }) => driver), ...namesakes]);
  const lines = penalties.map((each) => listLine(each, among, english));
  const { description, last } = pageOf(lines, {
    limit: DESCRIPTION_LENGTH,
    lengthOf: (line) => line.length,
    more,
    mayNameDriver: guid === undefined,
    nameOf: (index) => penaltyName(penalties[index] ?? { number: 0 }),
  });
  const line = `penalty list ${guid === undefined ? '' : `${guid} `}${last}`;
  return {
    embeds: [{ title: TITLES[of](), description }],
    components: last === undefined ? undefined : [olderButton(line, penalties[0]?.server ?? '')],
  };
}

const HISTORY_LINES = 5;

export const PENALTY_COLOURS: Readonly<Record<PenaltyState, number>> = {
  proposed: GREY,
  issued: AMBER,
  serving: AMBER,
  served: GREEN,
  'not served': RED,
  converted: RED,
  withdrawn: GREY,
  applied: GREY,
};

/** Stewards ask for all active penalties or for a driver's, drivers for their own. */
const TITLES = {
  standing: () => 'Active penalties',
  driver: () => 'Penalties',
  caller: (words: Catalogue) => words.ownPenaltiesTitle(),
};
const NOTHING = {
  standing: () => 'No active penalties.',
  driver: () => 'This driver has no penalties.',
  caller: (words: Catalogue) => words.noOwnPenalties(),
};

function listLine(penalty: Penalty, among: readonly Driver[], words: Catalogue): string {
  const reason = reasonIn(words, penalty);
  const why = reason === '' ? '' : ` · ${escapeText(reason, 100)}`;
  const what = `${words.penalty(penalty)} · ${words.penaltyState(penalty)}`;
  const who = fullName(penalty.driver, words, among);
  return `**${penaltyName(penalty)}** ${who}: ${what}${why} · ${relativeTime(penalty.at)}`;
}

/** Without the penalty's own reason, which is shown above. */
function historyLine(change: PenaltyChange, penalty: Penalty, words: Catalogue): string {
  const { at, by } = change;
  const reason = change.reason === penalty.reason ? '' : reasonIn(words, change);
  return `${relativeTime(at)} ${words.penaltyState(change)}, ${escapeText(by, 60)}${reason === '' ? '' : `: ${escapeText(reason, 100)}`}`;
}
