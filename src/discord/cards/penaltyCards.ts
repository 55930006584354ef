import type { EventOf, Listeners, RaceEvent } from '../../events/events.ts';
import type { Penalty, PenaltyState } from '../../events/penalty.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';
import { nameOf, penaltyInWords, stateInWords } from '../../texts/penalties.ts';
import { fullName } from '../common/driverName.ts';
import { escapeText } from '../common/text.ts';
import { classificationEmbed } from '../renderings/classification.ts';
import { COLOURS } from '../renderings/penalties.ts';
import type { Route, RoutedPost } from './cards.ts';
import { penaltyButtons } from './penaltyButtons.ts';

/** What is counted and imposed: short in public, who and why in the log, and a card to press for the stewards. */
export const penaltyCards: Listeners<readonly RoutedPost[], [RaceState]> = {
  infraction: (event, state) => [line('log', infractionLine(event, state))],

  // The message that told the end of the session becomes its result.
  classified: ({ server, classification }) => [
    {
      route: 'race',
      post: {
        lane: 'race',
        key: resultKey({ server, ...classification }),
        body: { embeds: [classificationEmbed(classification)] },
      },
    },
  ],

  penaltyGiven: ({ penalty }, state) => {
    const what = `${subject(penalty, state)}: ${penaltyInWords(penalty)}${because(penalty)}`;
    return [
      ...stewardCard(penalty, state),
      ...(isPublic(penalty) ? [publicLine(penalty, `🚦 ${what}`)] : []),
      logged(`📝 ${escapeText(penalty.by, 60)} gave ${what}`, isPublic(penalty)),
    ];
  },

  penaltyChanged: (event, state) => {
    const { penalty, before } = event;
    if (penalty.state === before.state) return stewardCard(penalty, state);
    const said = isPublic(penalty) ? CHANGES[penalty.state] : undefined;
    return [
      ...stewardCard(penalty, state),
      ...(said ? [publicLine(penalty, said(penalty, state))] : []),
      logged(changeLine(event, state), said !== undefined),
    ];
  },
};

/** One message a session, from its end to its final result. */
export const resultKey = ({ server, run, session }: Pick<RaceEvent, 'server' | 'run' | 'session'>): string =>
  `results/${server}/${run}/${session}`;

/** Whoever is sent away is told of by what comes of it; what is only proposed is nobody's business yet. */
const isPublic = ({ type, state }: Penalty): boolean => type !== 'kick' && state !== 'proposed';

/** What everybody is told of a change; what took the place of another is told by itself. */
const CHANGES: Readonly<Partial<Record<PenaltyState, (penalty: Penalty, state: RaceState) => string>>> = {
  served: (penalty, state) => `✅ ${subject(penalty, state)} has served ${penaltyInWords(penalty)}`,
  withdrawn: (penalty, state) => `↩️ ${subject(penalty, state)}: ${penaltyInWords(penalty)} was withdrawn`,
};

const line = (route: Route, content: string): RoutedPost => ({ route, post: { lane: 'penalty', body: { content } } });

/** Where there is one channel for all, what was said in public is not said again. */
const logged = (content: string, isSaid: boolean): RoutedPost =>
  isSaid ? { ...line('log', content), unlessIn: 'race' } : line('log', content);

/** Where everything goes to one channel, the stewards' card says it already. */
function publicLine(penalty: Penalty, content: string): RoutedPost {
  const post = line('race', content);
  return penalty.type === 'drive-through' ? { ...post, unlessIn: 'stewards' } : post;
}

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
          embeds: [{ description: description.join('\n'), color: COLOURS[penalty.state] }],
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
  return `⚠️ **${fullName(driver, peopleOf(state))}**: ${infraction} in lap ${lap} (${count})`;
}

function changeLine({ penalty, by, reason = '' }: EventOf<'penaltyChanged'>, state: RaceState): string {
  const why = reason === '' ? '' : `: ${escapeText(reason, 300)}`;
  return `📝 ${subject(penalty, state)}: ${penaltyInWords(penalty)} is ${stateInWords(penalty)} (${escapeText(by, 60)}${why})`;
}

const subject = (penalty: Penalty, state: RaceState): string =>
  `**${nameOf(penalty)}** · **${fullName(penalty.driver, peopleOf(state))}**`;

const because = ({ reason }: Penalty): string => (reason === '' ? '' : ` · ${escapeText(reason, 200)}`);
