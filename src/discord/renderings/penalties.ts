import type { AnswerOf } from '../../command/answer.ts';
import type { Driver } from '../../events/events.ts';
import type { Penalty, PenaltyChange, PenaltyState } from '../../events/penalty.ts';
import { nameOf, penaltyInWords, stateInWords } from '../../texts/penalties.ts';
import { warningsInWords } from '../../texts/penaltyLabels.ts';
import { penaltyButtons } from '../cards/penaltyButtons.ts';
import { fullName } from '../common/driverName.ts';
import { escapeText, fitLines, relativeTime } from '../common/text.ts';
import type { MessageContent } from './answers.ts';

export function penaltyMessage({ penalty, history, note, namesakes = [] }: AnswerOf<'penalty'>): MessageContent {
  const lines = [
    `**${nameOf(penalty)}** · ${fullName(penalty.driver, namesakes)}: ${penaltyInWords(penalty)} (${stateInWords(penalty)})`,
    ...(penalty.reason === '' ? [] : [escapeText(penalty.reason, 300)]),
    ...history.slice(-HISTORY_LINES).map((each) => historyLine(each, penalty)),
    ...(note === undefined ? [] : [escapeText(note, 500)]),
  ];
  const buttons = penaltyButtons(penalty);
  return {
    embeds: [{ description: fitLines(lines, DESCRIPTION_LENGTH), color: COLOURS[penalty.state] }],
    ...(buttons && { components: [buttons] }),
  };
}

export function penaltiesMessage({ of, penalties, warnings }: AnswerOf<'penalties'>): MessageContent {
  const among = penalties.map(({ driver }) => driver);
  const lines = [
    ...warnings.map((each) => escapeText(warningsInWords(each))),
    ...penalties.map((each) => listLine(each, among)),
  ];
  if (lines.length === 0) return { content: NOTHING[of] };
  return { embeds: [{ title: TITLES[of], description: fitLines(lines, DESCRIPTION_LENGTH) }] };
}

const DESCRIPTION_LENGTH = 4000;
const HISTORY_LINES = 5;
const [GREEN, AMBER, RED, GREY] = [0x3ba55d, 0xfaa61a, 0xed4245, 0x747f8d];

export const COLOURS: Readonly<Record<PenaltyState, number>> = {
  proposed: GREY,
  issued: AMBER,
  serving: AMBER,
  served: GREEN,
  'not served': RED,
  converted: RED,
  withdrawn: GREY,
};

const TITLES = { standing: 'Penalties that stand', driver: 'Penalties', caller: 'Your penalties' } as const;
const NOTHING = {
  standing: 'No penalty stands.',
  driver: 'There is no penalty against this driver.',
  caller: 'There is nothing against you.',
} as const;

const listLine = (penalty: Penalty, among: readonly Driver[]): string =>
  `**${nameOf(penalty)}** ${fullName(penalty.driver, among)}: ${penaltyInWords(penalty)} · ${stateInWords(penalty)}${whyOf(penalty)}`;

const whyOf = ({ reason, at }: Penalty): string =>
  `${reason === '' ? '' : ` · ${escapeText(reason, 100)}`} · ${relativeTime(at)}`;

/** The penalty's own reason stands above. */
const historyLine = ({ at, state, lapsLeft, by, reason }: PenaltyChange, penalty: Penalty): string => {
  const left = state === 'serving' && lapsLeft !== undefined ? `, ${lapsLeft} to go` : '';
  return `${relativeTime(at)} ${state}${left}, ${escapeText(by, 60)}${reason === '' || reason === penalty.reason ? '' : `: ${escapeText(reason, 100)}`}`;
};
