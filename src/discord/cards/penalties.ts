/** What is counted and imposed: short in public, who and why in the log, and a card to press for the stewards. */
import type { EventOf } from '../../events/events.ts';
import type { Penalty } from '../../events/penalty.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { nameOf, penaltyInWords, stateInWords } from '../../texts/penalties.ts';
import { escapeText } from '../common/text.ts';
import { PENALTY_COLOURS } from '../renderings/penalties.ts';
import { penaltyButtons } from '../renderings/penaltyButtons.ts';
import { boldName, type Cards, line, type RoutedPost } from './card.ts';

export const penaltyCards = {
  infraction: (event, state) => [line('log', infractionLine(event, state), 'penalty')],

  penaltyGiven({ penalty }, state) {
    const what = `${subject(penalty, state)}: ${penaltyInWords(penalty)}${because(penalty)}`;
    return [
      ...stewardCard(penalty, state),
      ...(isPublic(penalty) ? [publicLine(penalty, `🚦 ${what}`)] : []),
      logged(`📝 ${escapeText(penalty.by, 60)} gave ${what}`, isPublic(penalty)),
    ];
  },

  penaltyChanged(event, state, words) {
    const { penalty, before } = event;
    if (penalty.state === before.state) return stewardCard(penalty, state);
    const said = isPublic(penalty) ? publicChange(penalty, state, words) : undefined;
    return [
      ...stewardCard(penalty, state),
      ...(said === undefined ? [] : [publicLine(penalty, said)]),
      logged(changeLine(event, state), said !== undefined),
    ];
  },
} satisfies Partial<Cards>;

/** Whoever is sent away is told of by what comes of it; what is only proposed is nobody's business yet. */
const isPublic = ({ type, state }: Penalty): boolean => type !== 'kick' && state !== 'proposed';

/** What everybody is told of a change; what took the place of another is told by itself. */
function publicChange(penalty: Penalty, state: RaceState, words: Catalogue): string | undefined {
  const what = { about: subject(penalty, state), penalty: penaltyInWords(penalty) };
  if (penalty.state === 'served') return `✅ ${words.penaltyHasBeenServed(what)}`;
  return penalty.state === 'withdrawn' ? `↩️ ${words.penaltyHasBeenWithdrawn(what)}` : undefined;
}

/** Where there is one channel for all, what was said in public is not said again. */
const logged = (content: string, isSaid: boolean): RoutedPost => ({
  ...line('log', content, 'penalty'),
  unlessIn: isSaid ? 'race' : undefined,
});

/** Where everything goes to one channel, the stewards' card says it already. */
const publicLine = ({ type }: Penalty, content: string): RoutedPost => ({
  ...line('race', content, 'penalty'),
  unlessIn: type === 'drive-through' ? 'stewards' : undefined,
});

/** One message for a drive-through, which follows it to its end. */
function stewardCard(penalty: Penalty, state: RaceState): readonly RoutedPost[] {
  if (penalty.type !== 'drive-through') return [];
  const buttons = penaltyButtons(penalty);
  const description = [
    `🚦 ${subject(penalty, state)}: ${penaltyInWords(penalty)}${because(penalty)}`,
    `**${stateInWords(penalty)}**${penalty.state === 'serving' && penalty.lapsLeft === 0 ? ': was it served?' : ''}`,
  ];
  return [
    {
      route: 'stewards',
      post: {
        lane: 'penalty',
        key: `penalty/${penalty.number}`,
        body: {
          embeds: [{ description: description.join('\n'), color: PENALTY_COLOURS[penalty.state] }],
          components: buttons ? [buttons] : [],
        },
      },
    },
  ];
}

function infractionLine(event: EventOf<'infraction'>, state: RaceState): string {
  const { driver, infraction, lap, warnings, warningsBeforePenalty } = event;
  const of = warningsBeforePenalty === undefined ? '' : ` of ${warningsBeforePenalty}`;
  const count = warnings > (warningsBeforePenalty ?? warnings) ? 'one too many' : `warning ${warnings}${of}`;
  return `⚠️ ${boldName(driver, peopleOf(state))}: ${infraction} in lap ${lap} (${count})`;
}

function changeLine({ penalty, by, reason = '' }: EventOf<'penaltyChanged'>, state: RaceState): string {
  const why = reason === '' ? '' : `: ${escapeText(reason, 300)}`;
  return `📝 ${subject(penalty, state)}: ${penaltyInWords(penalty)} is ${stateInWords(penalty)} (${escapeText(by, 60)}${why})`;
}

const subject = (penalty: Penalty, state: RaceState): string =>
  `**${nameOf(penalty)}** · ${boldName(penalty.driver, peopleOf(state))}`;

const because = ({ reason }: Penalty): string => (reason === '' ? '' : ` · ${escapeText(reason, 200)}`);
