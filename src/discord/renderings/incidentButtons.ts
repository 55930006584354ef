/** The buttons with which stewards decide an incident: first the outcome, then the drivers it applies to. */
import type { APIActionRowComponent } from 'discord.js';
import type { Incident } from '../../events/incident.ts';
import type { PenaltyType } from '../../events/penalty.ts';
import { undecidedOf } from '../../events/standing.ts';
import { type Button, button } from '../common/button.ts';
import { ButtonStyle, ComponentType } from '../common/components.ts';
import { appealedButtons } from './appeals.ts';
import { confirmationRows } from './proposals.ts';

type Buttons = APIActionRowComponent<Button>;
type Style = Button['style'];

interface Offer {
  readonly label: string;
  readonly style: Style;
  /** The words of "incident decide" that follow the drivers. */
  readonly order: string;
  readonly type?: PenaltyType;
}

/** Anything a button leaves open is asked in a form. */
const ROWS: readonly (readonly Offer[])[] = [
  [
    { label: 'No further action', style: ButtonStyle.Secondary, order: 'no-further-action' },
    { label: 'Racing incident', style: ButtonStyle.Secondary, order: 'racing-incident' },
    { label: 'Warning', style: ButtonStyle.Primary, order: 'warning', type: 'warning' },
    { label: '+5 s', style: ButtonStyle.Primary, order: 'time 5', type: 'time' },
    { label: '+10 s', style: ButtonStyle.Primary, order: 'time 10', type: 'time' },
  ],
  [
    { label: 'Drive-through', style: ButtonStyle.Danger, order: 'drive-through', type: 'drive-through' },
    { label: 'Ballast', style: ButtonStyle.Danger, order: 'ballast', type: 'ballast' },
    { label: 'More', style: ButtonStyle.Secondary, order: '' },
  ],
];

/** Discord allows five rows, and a steward's private answer has one more. */
const MOST_OTHERS = 2;

/**
 * The buttons: to decide while a driver is undecided, to change a decision after that, and none once the result is
 * final. Each button records which state the steward has seen.
 */
export function incidentButtons(incident: Incident): Buttons[] {
  const { number, server, state, impossible, seen, takenBy, mergedInto, drivers, decisions, proposals } = incident;
  if (state === 'closed' || mergedInto !== undefined) return [];
  const discuss = button('Discuss', `incident discuss ${number}`, server);
  const appealed = appealedButtons(incident);
  const others = [...(appealed ? [appealed] : []), ...confirmationRows(proposals)].slice(0, MOST_OTHERS);
  if (state === 'decided' || (state === 'appealed' && undecidedOf(drivers, decisions).length === 0)) {
    return [row([button('Change a decision', `incident change ${number}`, server), discuss]), ...others];
  }
  const [first = [], more = []] = ROWS.map((offers) =>
    offers.map(({ label, style, order, type }) => {
      const isImpossible = type !== undefined && impossible[type] !== undefined;
      const asked = button(label, `incident decide ${number} @${seen} ${order}`.trim(), server, style);
      return isImpossible ? { ...asked, disabled: true } : asked;
    }),
  );
  const take = button('Take it', `incident take ${number}`, server);
  return [row(first), row(takenBy === undefined ? [...more, take, discuss] : [...more, discuss]), ...others];
}

const row = (components: Button[]): Buttons => ({ type: ComponentType.ActionRow, components });
