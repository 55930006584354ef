/** What is answered about penalties: one, those that stand, those of a driver. */
import type { AnswerOf } from '../../command/answer.ts';
import type { Driver } from '../../events/events.ts';
import type { Penalty, PenaltyChange, PenaltyState } from '../../events/penalty.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { nameOf, penaltyInWords, stateInWords } from '../../texts/penalties.ts';
import { warningsInWords } from '../../texts/penaltyLabels.ts';
import { AMBER, GREEN, GREY, RED } from '../common/colours.ts';
import { fullName } from '../common/driverName.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeText, fitLines, relativeTime } from '../common/text.ts';
import { DESCRIPTION_LENGTH } from './limits.ts';
import { penaltyButtons } from './penaltyButtons.ts';

export function penaltyMessage(answer: AnswerOf<'penalty'>, words: Catalogue): MessageContent {
  const { penalty, history, note, namesakes = [] } = answer;
  const lines = [
    `**${nameOf(penalty)}** · ${fullName(penalty.driver, namesakes)}: ${penaltyInWords(penalty)} (${stateInWords(penalty)})`,
    ...(penalty.reason === '' ? [] : [escapeText(penalty.reason, 300)]),
    ...history.slice(-HISTORY_LINES).map((each) => historyLine(each, penalty)),
    ...(note === undefined ? [] : [escapeText(note, 500)]),
  ];
  const buttons = penaltyButtons(penalty);
  return {
    embeds: [{ description: fitLines(lines, DESCRIPTION_LENGTH, words), color: PENALTY_COLOURS[penalty.state] }],
    components: buttons && [buttons],
  };
}

export function penaltiesMessage(answer: AnswerOf<'penalties'>, words: Catalogue): MessageContent {
  const { of, penalties, warnings } = answer;
  const among = penalties.map(({ driver }) => driver);
  const lines = [
    ...warnings.map((each) => escapeText(warningsInWords(each))),
    ...penalties.map((each) => listLine(each, among)),
  ];
  if (lines.length === 0) return { content: NOTHING[of](words) };
  return { embeds: [{ title: TITLES[of](words), description: fitLines(lines, DESCRIPTION_LENGTH, words) }] };
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
};

/** Stewards ask for all that stand and for a driver's, drivers for their own. */
const TITLES = {
  standing: () => 'Penalties that stand',
  driver: () => 'Penalties',
  caller: (words: Catalogue) => words.ownPenaltiesTitle(),
};
const NOTHING = {
  standing: () => 'No penalty stands.',
  driver: () => 'There is no penalty against this driver.',
  caller: (words: Catalogue) => words.noOwnPenalties(),
};

const listLine = (penalty: Penalty, among: readonly Driver[]): string =>
  `**${nameOf(penalty)}** ${fullName(penalty.driver, among)}: ${penaltyInWords(penalty)} · ${stateInWords(penalty)}${whyOf(penalty)}`;

const whyOf = ({ reason, at }: Penalty): string =>
  `${reason === '' ? '' : ` · ${escapeText(reason, 100)}`} · ${relativeTime(at)}`;

/** The penalty's own reason stands above. */
const historyLine = ({ at, state, lapsLeft, by, reason }: PenaltyChange, penalty: Penalty): string => {
  const left = state === 'serving' && lapsLeft !== undefined ? `, ${lapsLeft} to go` : '';
  return `${relativeTime(at)} ${state}${left}, ${escapeText(by, 60)}${reason === '' || reason === penalty.reason ? '' : `: ${escapeText(reason, 100)}`}`;
};
