/** What carries over after a restart that was not ordered through Pitwall, for stewards to keep or drop. */
import type { APIActionRowComponent, APIButtonComponent } from 'discord.js';
import type { CarriedOver, CarryOver } from '../../events/carryOver.ts';
import { english } from '../../texts/english/index.ts';
import { penaltyName, sessionName } from '../../texts/names.ts';
import { BLUE, GREEN } from '../common/colours.ts';
import { encodeComponent } from '../common/componentId.ts';
import { ButtonStyle, ComponentType } from '../common/components.ts';
import { fullName } from '../common/driverName.ts';
import { escapeText, fitLines } from '../common/text.ts';
import { DESCRIPTION_LENGTH } from './limits.ts';

/** Two buttons per entry, two entries per row, and one row for all: Discord allows five rows. */
const WITH_BUTTONS = 8;
const IN_A_ROW = 2;

export function carryOverMessage(carryOver: CarryOver) {
  const { session, before, name, entries } = carryOver;
  const open = entries.filter(isOpen);
  const lines = entries.map((entry) => entryLine(entry, entries));
  const more =
    open.length > WITH_BUTTONS ? ['For the others, use `/race keep` and `/race drop` with their numbers.'] : [];
  const title = `${escapeText(name, 80)} restarted: what carries over from ${sessionName({ id: before })} to ${sessionName({ id: session })}?`;
  return {
    embeds: [
      {
        title,
        description: fitLines([...lines, ...more], DESCRIPTION_LENGTH, english),
        color: open.length === 0 ? GREEN : BLUE,
        footer: { text: open.length === 0 ? 'All answered.' : 'Anything left unanswered carries over.' },
      },
    ],
    components: buttonsFor(carryOver, open),
  };
}

/** Not answered yet, and the penalty still stands. */
const isOpen = ({ penalty: { state }, answer }: CarriedOver): boolean =>
  answer === undefined && (state === 'issued' || state === 'serving');

/** "**P-17**: drive-through for **Ada Quick**, to be served within 2 laps · kept, Stig" */
function entryLine({ penalty, answer, by = '' }: CarriedOver, entries: readonly CarriedOver[]): string {
  const among = entries.map((each) => each.penalty.driver);
  const who = `**${penaltyName(penalty)}** · **${fullName(penalty.driver, english, among)}**`;
  const what = `${who}: ${english.penalty(penalty)}`;
  if (answer === 'dropped') return `~~${what}~~ · dropped, ${escapeText(by, 60)}`;
  const kept = answer === 'kept' ? ` · kept, ${escapeText(by, 60)}` : '';
  const isStanding = penalty.state === 'issued' || penalty.state === 'serving';
  return `${what}${kept}${isStanding ? '' : ` · ${english.penaltyState(penalty)}`}`;
}

function buttonsFor({ server }: CarryOver, open: readonly CarriedOver[]): APIActionRowComponent<APIButtonComponent>[] {
  if (open.length === 0) return [];
  const named = open.slice(0, WITH_BUTTONS).map(({ penalty }) => pair(penaltyName(penalty), server));
  const rows = Array.from({ length: Math.ceil(named.length / IN_A_ROW) }, (_, row) =>
    named.slice(row * IN_A_ROW, (row + 1) * IN_A_ROW).flat(),
  );
  return [...rows, ...(open.length > 1 ? [pair('all', server)] : [])].map((components) => ({
    type: ComponentType.ActionRow,
    components,
  }));
}

const pair = (which: string, server: string): APIButtonComponent[] => [
  button(`Keep ${which}`, ButtonStyle.Success, encodeComponent(`race keep ${which}`, server)),
  button(`Drop ${which}`, ButtonStyle.Secondary, encodeComponent(`race drop ${which}`, server)),
];

const button = (
  label: string,
  style: (typeof ButtonStyle)['Success' | 'Secondary'],
  id: string,
): APIButtonComponent => ({
  type: ComponentType.Button,
  style,
  label,
  custom_id: id,
});
