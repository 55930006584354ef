import { type APIActionRowComponent, type APIButtonComponent, ButtonStyle, ComponentType } from 'discord.js';
import { isDriven, type Penalty } from '../../events/penalty.ts';
import { encodeComponent } from '../common/componentId.ts';

/** What a steward can press on what is to be driven; undefined for a penalty that leaves nothing to press. */
export function penaltyButtons({
  number,
  server,
  type,
  state,
}: Pick<Penalty, 'number' | 'server' | 'type' | 'state'>): APIActionRowComponent<APIButtonComponent> | undefined {
  if (!isDriven({ type }) || !PRESSABLE.has(state)) return undefined;
  const button = (label: string, style: Style, verb: string): APIButtonComponent => ({
    type: ComponentType.Button,
    style,
    label,
    custom_id: encodeComponent(`penalty ${verb} ${number}`, server),
  });
  return {
    type: ComponentType.ActionRow,
    components: [
      button('Served', ButtonStyle.Success, 'served'),
      ...(state === 'converted' || state === 'not served'
        ? []
        : [button('Not served', ButtonStyle.Danger, 'not_served')]),
      button('Withdraw', ButtonStyle.Secondary, 'clear'),
    ],
  };
}

type Style = ButtonStyle.Success | ButtonStyle.Danger | ButtonStyle.Secondary;

/** Who drove it in the last lap is told so late that it may have been converted already. */
const PRESSABLE: ReadonlySet<Penalty['state']> = new Set(['issued', 'serving', 'not served', 'converted']);
