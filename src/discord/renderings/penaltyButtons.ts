import type { APIActionRowComponent, APIButtonComponent } from 'discord.js';
import { isDriven, type Penalty } from '../../events/penalty.ts';
import { penaltyName } from '../../texts/names.ts';
import { button } from '../common/button.ts';
import { ButtonStyle, ComponentType } from '../common/components.ts';

/**
 * The buttons for stewards; undefined if there is nothing left to do.
 *
 * @param seen the highest number of a decision about it
 */
export function penaltyButtons(
  penalty: Pick<Penalty, 'number' | 'server' | 'type' | 'state'>,
  seen: number,
): APIActionRowComponent<APIButtonComponent> | undefined {
  const { number, server } = penalty;
  const buttons = offersFor(penalty);
  if (buttons.length === 0) return undefined;
  return {
    type: ComponentType.ActionRow,
    components: buttons.map(
      // Sending a driver away is not a new decision.
      ({ label, style, verb }) =>
        button(label, `penalty ${verb} ${number}${verb === 'send_away' ? '' : ` @${seen}`}`, server, style),
    ),
  };
}

/** Shown with a disqualification: the car drives on until the button is pressed. Discord's limit is five per row. */
export function sendAwayButtons(
  penalties: readonly Pick<Penalty, 'number' | 'type' | 'state'>[],
  server: string,
): APIActionRowComponent<APIButtonComponent> | undefined {
  const standing = penalties.filter(({ type, state }) => type === 'disqualification' && state === 'issued');
  if (standing.length === 0) return undefined;
  return {
    type: ComponentType.ActionRow,
    components: standing.slice(0, 5).map((penalty) => {
      const label = standing.length === 1 ? SEND_AWAY.label : `${SEND_AWAY.label}: ${penaltyName(penalty)}`;
      return button(label, `penalty ${SEND_AWAY.verb} ${penalty.number}`, server, ButtonStyle.Danger);
    }),
  };
}

interface Offer {
  readonly label: string;
  readonly style: (typeof ButtonStyle)['Success' | 'Danger' | 'Secondary'];
  readonly verb: string;
}

const SERVED: Offer = { label: 'Served', style: ButtonStyle.Success, verb: 'served' };
const NOT_SERVED: Offer = { label: 'Not served', style: ButtonStyle.Danger, verb: 'not_served' };
const SEND_AWAY: Offer = { label: 'Send away', style: ButtonStyle.Danger, verb: 'send_away' };
const WITHDRAW: Offer = { label: 'Withdraw', style: ButtonStyle.Secondary, verb: 'clear' };

function offersFor({ type, state }: Pick<Penalty, 'type' | 'state'>): readonly Offer[] {
  if (type === 'disqualification') return state === 'issued' ? [SEND_AWAY, WITHDRAW] : [];
  if (!isDriven({ type }) || !PRESSABLE.has(state)) return [];
  return state === 'converted' || state === 'not served' ? [SERVED, WITHDRAW] : [SERVED, NOT_SERVED, WITHDRAW];
}

/** A penalty served on the last lap is reported so late that it may have been converted already. */
const PRESSABLE: ReadonlySet<Penalty['state']> = new Set(['issued', 'serving', 'not served', 'converted']);
