/** Warnings and penalties: a short line in public, who and why in the log, and a card with buttons for the stewards. */
import type { AppealTerm } from '../../events/appeal.ts';
import type { EventOf } from '../../events/events.ts';
import { isDriven, type Penalty } from '../../events/penalty.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';
import { type Catalogue, inWords } from '../../texts/catalogue.ts';
import { contactReason } from '../../texts/contacts.ts';
import { english } from '../../texts/english/index.ts';
import { penaltyName } from '../../texts/names.ts';
import { reasonIn } from '../../texts/reasons.ts';
import { numberedKey } from '../common/cardLinks.ts';
import { escapeText } from '../common/text.ts';
import { appealButtons, termInWords } from '../renderings/appeals.ts';
import { PENALTY_COLOURS } from '../renderings/penalties.ts';
import { penaltyButtons } from '../renderings/penaltyButtons.ts';
import { boldName, type Cards, type ContactOf, line, officialLine, type RoutedPost } from './card.ts';
import { documentPost, documentWithoutAppeal } from './documents.ts';

export const penaltyCards = {
  infraction: (event, state) => [officialLine('warning', infractionLine(event, state), 'penalty')],

  penaltyGiven({ penalty }, state, words, contactOf, appealTermOf) {
    const what = given(penalty, state, { words, contactOf });
    return [
      ...stewardCard({ penalty }, state, contactOf),
      ...(isPublic(penalty)
        ? [withAppeal(publicLine(penalty, `🚦 ${what}`), penalty, { words, term: appealTermOf(penalty.number) })]
        : []),
      logged(`📝 ${orderOf(penalty, state, { words: english, contactOf })}`, isPublic(penalty)),
    ];
  },

  penaltyChanged(event, state, words, contactOf) {
    const { penalty, before } = event;
    // The result shows this for all penalties at once.
    if (penalty.state === 'applied') return [];
    if (penalty.state === before.state) return stewardCard(event, state, contactOf);
    const said = isPublic(penalty) ? publicChange(penalty, state, words) : undefined;
    return [
      ...stewardCard(event, state, contactOf),
      ...(said === undefined ? [] : [publicLine(penalty, said)]),
      logged(changeLine(event, state), said !== undefined),
      ...(penalty.state === 'withdrawn' ? [withdrawnLine(penalty, state, { words, contactOf })] : []),
    ];
  },

  // Each only if it has a message with the button.
  appealTermOver: ({ penalty, document }, state, words, contactOf) => [
    ...(penalty ? [withoutAppeal(penalty, `🚦 ${given(penalty, state, { words, contactOf })}`)] : []),
    ...(document ? [documentWithoutAppeal(document, words)] : []),
  ],

  appealTermGoesOn({ penalty, document }, state, words, contactOf, appealTermOf) {
    const term = penalty && appealTermOf(penalty.number);
    const line = penalty && publicLine(penalty, `🚦 ${given(penalty, state, { words, contactOf })}`);
    return [
      ...(line && term ? [ifThere(withAppeal(line, penalty, { words, term }))] : []),
      ...(document ? [ifThere(documentPost(document, words))] : []),
    ];
  },
} satisfies Partial<Cards>;

/** A kick is announced when the driver is kicked. */
const isPublic = ({ type }: Penalty): boolean => type !== 'kick';

/** The public line for a change. A penalty that replaces another has a line of its own. */
function publicChange(penalty: Penalty, state: RaceState, words: Catalogue): string | undefined {
  const { type, amount } = penalty;
  const what = { about: subject(penalty, state, words), penalty: words.penalty({ type, amount }) };
  if (penalty.state === 'served') return `✅ ${words.penaltyHasBeenServed(what)}`;
  return penalty.state === 'withdrawn' ? `↩️ ${words.penaltyHasBeenWithdrawn(what)}` : undefined;
}

/** If everything goes to one channel, what was already posted in public is not repeated. */
const logged = (content: string, isSaid: boolean): RoutedPost => ({
  ...officialLine('command', content, 'penalty'),
  unlessBeside: isSaid ? 'penalty' : undefined,
});

/** If everything goes to one channel, the stewards' card already says it. */
const publicLine = (penalty: Penalty, content: string): RoutedPost => ({
  ...line('penalty', content, 'penalty'),
  unlessBeside: isDriven(penalty) ? 'desk' : undefined,
  unlessOnPaper: penalty,
});

interface Appealing {
  readonly words: Catalogue;
  /** Undefined if nobody can appeal. */
  readonly term: AppealTerm | undefined;
}

/** Adds the time limit for the driver's appeal, and the button to appeal. */
function withAppeal(posted: RoutedPost, penalty: Penalty, { words, term }: Appealing): RoutedPost {
  if (!term) return posted;
  const { body } = posted.post;
  const { number, server } = penalty;
  const buttons = appealButtons([{ number, penalty: number }], server, words);
  const content = `${body.content} · ${termInWords(term, words)}`;
  const key = givenKey(penalty);
  return { ...posted, post: { lane: 'penalty', key, body: { ...body, content, components: buttons && [buttons] } } };
}

/** Only as an edit of the message that lost its button. */
const ifThere = ({ kind, post }: RoutedPost): RoutedPost => ({ kind, post, onlyIfThere: true });

/** The line of a penalty without its Appeal button, if it had one. */
const withoutAppeal = (penalty: Penalty, content: string): RoutedPost => ({
  kind: 'penalty',
  post: { lane: 'penalty', key: givenKey(penalty), body: { content, components: [] } },
  onlyIfThere: true,
});

const withdrawnLine = (penalty: Penalty, state: RaceState, telling: Telling): RoutedPost =>
  withoutAppeal(penalty, `🚦 ${given(penalty, state, telling)} · **${telling.words.penaltyState(penalty)}**`);

const givenKey = ({ number, server }: Penalty): string => numberedKey('given', number, server);

/** The words, and the contact behind a penalty. */
interface Telling {
  readonly words: Catalogue;
  readonly contactOf: ContactOf;
}

interface Shown {
  readonly penalty: Penalty;
  /** Absent as long as the decision that gave it is the only one about it. */
  readonly seen?: number | undefined;
}

/** One message per penalty that has to be driven, edited until the penalty is closed. */
function stewardCard({ penalty, seen }: Shown, state: RaceState, contactOf: ContactOf): readonly RoutedPost[] {
  if (!isDriven(penalty)) return [];
  const buttons = penaltyButtons(penalty, seen ?? penalty.number);
  const description = [
    `🚦 ${given(penalty, state, { words: english, contactOf })}`,
    `**${english.penaltyState(penalty)}**${penalty.state === 'serving' && penalty.lapsLeft === 0 ? ': was it served?' : ''}`,
  ];
  return [
    {
      kind: 'desk',
      post: {
        lane: 'penalty',
        key: numberedKey('penalty', penalty.number, penalty.server),
        body: {
          embeds: [{ description: description.join('\n'), color: PENALTY_COLOURS[penalty.state] }],
          components: buttons ? [buttons] : [],
        },
      },
    },
  ];
}

function infractionLine(event: EventOf<'infraction'>, state: RaceState): string {
  const { driver, infraction, lap, cutSectors: sectors, warnings, warningsBeforePenalty } = event;
  const of = warningsBeforePenalty === undefined ? '' : ` of ${warningsBeforePenalty}`;
  const count = warnings > (warningsBeforePenalty ?? warnings) ? 'limit exceeded' : `warning ${warnings}${of}`;
  const what = english.infractionPlace({ infraction, lap, sectors });
  return `⚠️ ${boldName(driver, english, peopleOf(state))} · ${what.charAt(0).toUpperCase()}${what.slice(1)}: ${count}`;
}

function changeLine(event: EventOf<'penaltyChanged'>, state: RaceState): string {
  const { penalty, by, reason = '', reasonText } = event;
  const said = reasonIn(english, { reason, reasonText });
  const what = `${english.penalty(penalty)}, ${english.penaltyState(penalty)}`;
  const why = said === '' ? '' : `: ${escapeText(said, 300)}`;
  return `📝 ${subject(penalty, state, english)}: ${what} (${escapeText(by, 60)}${why})`;
}

/** "**P-17**: 5-second time penalty for **Ada Quick** · INC-3, contact with Bob Brake on lap 4: left no room" */
const given = (penalty: Penalty, state: RaceState, telling: Telling): string =>
  `**${penaltyName(penalty)}**: ${telling.words.penaltyFor({ ...penalty, name: nameIn(penalty, state, telling.words) })}${why(penalty, telling)}`;

/** "Ada gave P-17: drive-through for Bob", "Auto penalty P-17: Bob, drive-through, track limits on lap 6 (2 warnings used)" */
function orderOf(penalty: Penalty, state: RaceState, telling: Telling): string {
  if (penalty.source !== 'automatic') return `${escapeText(penalty.by, 60)} gave ${given(penalty, state, telling)}`;
  const reason = escapeText(reasonIn(telling.words, penalty), REASON_LENGTH);
  const parts = [nameIn(penalty, state, telling.words), telling.words.penalty(penalty), reason].filter(
    (each) => each !== '',
  );
  return `Auto penalty **${penaltyName(penalty)}**: ${parts.join(', ')}`;
}

/** " · contact in turn 1". After an incident it also says with whom, and on which lap. */
export function why(penalty: Penalty, { words, contactOf }: Telling): string {
  const contact = contactOf(penalty);
  const reason = contact ? inWords(words, contactReason(penalty, contact)) : reasonIn(words, penalty);
  return reason === '' ? '' : ` · ${escapeText(reason, contact ? REASON_LENGTH + CONTACT_LENGTH : REASON_LENGTH)}`;
}

/** For what a person typed, plus room for an incident with three names in it. */
const [REASON_LENGTH, CONTACT_LENGTH] = [200, 150];

const subject = (penalty: Penalty, state: RaceState, words: Catalogue): string =>
  `**${penaltyName(penalty)}** · ${nameIn(penalty, state, words)}`;

const nameIn = ({ driver }: Penalty, state: RaceState, words: Catalogue): string =>
  boldName(driver, words, peopleOf(state));
