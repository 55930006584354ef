/** Appeals as Discord shows them: the time limit, what the driver said, what the stewards answered. */
import type { APIActionRowComponent, APIEmbedField } from 'discord.js';
import type { Appeal, AppealTerm, DecisionInAppeal } from '../../events/appeal.ts';
import type { Decision } from '../../events/decision.ts';
import type { Driver } from '../../events/events.ts';
import type { Incident } from '../../events/incident.ts';
import { insteadOf, ownAppeal } from '../../texts/appeals.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { english } from '../../texts/english/index.ts';
import { decisionName } from '../../texts/names.ts';
import { type Button, button } from '../common/button.ts';
import { ComponentType } from '../common/components.ts';
import { driverName } from '../common/driverName.ts';
import { escapeText, fitLines, shortTime } from '../common/text.ts';

type Row = APIActionRowComponent<Button>;
type Named = Pick<Decision, 'number' | 'penalty'>;

/** Discord's limit is five per row. */
const IN_A_ROW = 5;

/** "appeal until 21:30", in the reader's time zone. */
export const termInWords = (term: AppealTerm, words: Catalogue): string =>
  'until' in term
    ? words.appealUntil({ time: shortTime(term.until) })
    : words.appealAfterFlag({ minutes: term.minutesAfterFlag });

/** For the drivers concerned; undefined if there is nothing to appeal against. */
export function appealButtons(decisions: readonly Named[], server: string, words: Catalogue): Row | undefined {
  const buttons = decisions.slice(0, IN_A_ROW).map((decision) => {
    const name = decisions.length === 1 ? undefined : decisionName(decision);
    const label = words.appealButton({ decision: name });
    return button(label, `appeal ${decisionName(decision)}`, server);
  });
  return buttons.length === 0 ? undefined : { type: ComponentType.ActionRow, components: buttons };
}

/** For stewards, until the appeal is answered. */
export function answerButtons({ decision, server, answer }: Appeal): Row | undefined {
  if (answer) return undefined;
  const line = (says: string): string => `incident answer ${decisionName(decision)} ${says}`;
  return {
    type: ComponentType.ActionRow,
    components: [
      button('Uphold the decision', line('upheld'), server),
      button('Change it', line('changed'), server),
      button('Inadmissible', line('inadmissible'), server),
    ],
  };
}

/** On the card of an incident: one button for each appealed decision. */
export function appealedButtons({ appeals = [], server }: Pick<Incident, 'appeals' | 'server'>): Row | undefined {
  const open = appeals.filter(({ answer }) => answer === undefined);
  const decisions = new Map(open.map(({ decision }) => [decision.number, decision]));
  if (decisions.size === 0) return undefined;
  return {
    type: ComponentType.ActionRow,
    components: [...decisions.values()]
      .slice(0, IN_A_ROW)
      .map((decision) =>
        button(`Rule on the appeal: ${decisionName(decision)}`, `incident answer ${decisionName(decision)}`, server),
      ),
  };
}

/** Discord limits a field to 1024 characters. */
const ROOM = 700;

/** The appeals against the decisions of an incident. */
export function appealFields({ appeals = [] }: Pick<Incident, 'appeals'>, among: readonly Driver[]): APIEmbedField[] {
  if (appeals.length === 0) return [];
  const lines = appeals.map((appeal) => {
    const who = `**${driverName(appeal.driver, english, among)}** against ${decisionName(appeal.decision)}`;
    return `⚖️ ${who}: ${escapeText(appeal.reason, 120)}\n${answerLine(appeal, english)}`;
  });
  return [{ name: 'Appeals', value: fitLines(lines, ROOM, english) }];
}

/** "↳ decision upheld (Ada: late braking)" */
export function answerLine({ answer }: Appeal, words: Catalogue): string {
  if (!answer) return '↳ waiting for a ruling';
  const { says, by, reason } = answer;
  return `↳ ${words.appealAnswerIs({ says, instead: insteadOf(answer, words) })} (${escapeText(by, 40)}: ${escapeText(reason, 120)})`;
}

/** In a driver's own file: the appeals made, and the decisions that are still open to appeal. */
export function ownAppealLines(
  { made, open }: { readonly made: readonly Appeal[]; readonly open: readonly OpenToAppeal[] },
  guid: string | undefined,
  words: Catalogue,
): readonly string[] {
  return [
    ...made.map((appeal) => `⚖️ ${escapeText(ownAppeal(appeal, words), 300)}`),
    ...open.map(({ decision, term }) => openLine(decision, termInWords(term, words), { guid, words })),
  ];
}

/** "P-17 (5-second time penalty for Ada): appeal until 21:30". The name is left out for the reader's own decisions. */
function openLine(
  decision: DecisionInAppeal,
  until: string,
  { guid, words }: { readonly guid: string | undefined; readonly words: Catalogue },
): string {
  if (decision.driver.guid === guid) return words.canAppeal({ ...decision, until });
  return `${words.appealedDecision({ ...decision, name: driverName(decision.driver, words) })}: ${until}`;
}

interface OpenToAppeal {
  readonly decision: DecisionInAppeal;
  readonly term: AppealTerm;
}
