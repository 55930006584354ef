/** The two messages that show stewards what is open: the queue, and a card shared by several contacts. */
import type { APIActionRowComponent, APIComponentInMessageActionRow } from 'discord.js';
import { sharedCardWord } from '../../command/sharedCard.ts';
import { type Incident, withNamesakesOf } from '../../events/incident.ts';
import type { Queue, SharedCard } from '../../features/desk/desk.ts';
import { toldApart } from '../../kit/namesakes.ts';
import { english } from '../../texts/english/index.ts';
import { incidentName } from '../../texts/names.ts';
import { button } from '../common/button.ts';
import { linkTo, sharedKey } from '../common/cardLinks.ts';
import { AMBER, BLUE, GREEN, GREY, RED } from '../common/colours.ts';
import { encodeComponent } from '../common/componentId.ts';
import { ButtonStyle, ComponentType } from '../common/components.ts';
import { escapeText, plainText } from '../common/text.ts';
import type { Body } from '../outbox/post.ts';
import { factsOf, fitLinkedLines, fitRendered, openLine, sharedLine } from './incidentLines.ts';
import { DESCRIPTION_LENGTH } from './limits.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** Fills in the names that people use. */
export type Named = <Data>(data: Data) => Data;

const NAMES: Readonly<Record<SharedCard['fold'], string>> = {
  'first lap': 'Lap 1',
  light: 'Light contacts',
  'at once': 'Several at once',
};

const COLOURS: Readonly<Record<Incident['severity'], number>> = { heavy: RED, medium: AMBER, light: GREY };

/** @param named fills in the names that people use; called per row, since few of some hundred are visible */
export function queueMessage({ server, open, shared }: Queue, named: Named = (row) => row): Body {
  const inShared = shared.filter(({ fold }) => fold !== 'at once').flatMap(({ rows }) => rows.filter(isOpenHere));
  const count = open.length + inShared.length;
  const lines = [...open.map((row) => () => openLine(named(row))), ...shared.map((card) => () => sharedCardLine(card))];
  const worst = open[0]?.incident;
  return {
    embeds: [
      {
        color: worst ? COLOURS[worst.severity] : count > 0 ? BLUE : GREEN,
        title: `Stewards’ queue: ${count === 0 ? 'nothing open' : `${count} open`}`,
        description: fitRendered(lines, DESCRIPTION_LENGTH, english),
      },
    ],
    components: count === 0 ? [] : [queueButtons(server)],
  };
}

function queueButtons(server: string): Row {
  return {
    type: ComponentType.ActionRow,
    components: [
      button('Next', 'incident next', server, ButtonStyle.Primary),
      button('Mine', 'incident list mine', server),
      button('All open', 'incident list open', server),
    ],
  };
}

/** "🗂 [Lap 1](…), Race: 3 incidents, 4 contacts, 2 open" */
const sharedCardLine = (card: SharedCard): string =>
  `🗂 ${linkTo(sharedKey(card), NAMES[card.fold])}, ${sessionOf(card)}: ${countsOf(card)}`;

export function sharedCardMessage(card: SharedCard): Body {
  const { fold, rows } = card;
  const isOpen = rows.some(isOpenHere);
  const title = `${NAMES[fold]}: ${countsOf(card)}`;
  const lines = rows.map((row) => sharedLine(row));
  const hint = isOpen ? ['Pick one to review and decide it.'] : [];
  return {
    embeds: [
      {
        color: isOpen ? GREY : GREEN,
        title: `${title} · ${sessionOf(card, plainText)}`,
        description: fitLinkedLines(lines, DESCRIPTION_LENGTH, english) || 'Each of them now has its own card.',
        footer: hint.length > 0 ? { text: hint.join(' ') } : undefined,
      },
    ],
    components: [...choosers(card), ...settleButton(card)],
  };
}

function settleButton({ server, run, session, fold, rows }: SharedCard): Row[] {
  const open = rows.filter((row) => isOpenHere(row) && !row.isAwaiting).map(({ incident }) => incident.number);
  if (open.length === 0) return [];
  const line = `incident settle ${sharedCardWord({ run, session, fold, upTo: Math.max(...open) })}`;
  return [
    {
      type: ComponentType.ActionRow,
      components: [button('No further action for all', line, server)],
    },
  ];
}

const isOpenHere = ({ incident, isOpen }: SharedCard['rows'][number]): boolean => incident.fold !== undefined && isOpen;

/** "3 incidents, 4 contacts, 2 open": incidents are what stewards decide, and what is open. */
function countsOf({ rows }: SharedCard): string {
  if (rows.length === 0) return 'no incidents';
  const contacts = rows.reduce((sum, { incident }) => sum + incident.contacts.length, 0);
  const open = rows.filter(isOpenHere).length;
  return [
    rows.length === 1 ? '1 incident' : `${rows.length} incidents`,
    contacts === 1 ? '1 contact' : `${contacts} contacts`,
    ...(open > 0 ? [`${open} open`] : []),
  ].join(', ');
}

const sessionOf = ({ sessionName }: SharedCard, shown = escapeText): string => shown(sessionName, 60) || 'session';

/** Discord's limits. */
const [OPTIONS, SELECTS] = [25, 4] as const;

/** Incidents without their own card, open ones first. */
function choosers({ server, rows }: SharedCard): Row[] {
  const folded = rows.filter(({ incident }) => incident.fold !== undefined);
  const ordered = [...folded.filter(isOpenHere), ...folded.filter((row) => !isOpenHere(row))].map(
    ({ incident }) => incident,
  );
  const parts = Array.from({ length: Math.min(SELECTS, Math.ceil(ordered.length / OPTIONS)) }, (_, index) =>
    ordered.slice(index * OPTIONS, (index + 1) * OPTIONS),
  );
  return parts.map((part, index) => ({
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        // Ids must be unique within a message. Extra blanks between words do not change the line.
        custom_id: encodeComponent(`incident show${' '.repeat(index + 1)}?`, server),
        placeholder: 'Open an incident',
        options: part.map((incident) => ({
          value: String(incident.number),
          label: plainText(`${incidentName(incident)} ${namesIn(incident)}`),
          description: plainText([...factsOf(incident), incident.state].join(' · ')),
        })),
      },
    ],
  }));
}

const namesIn = (incident: Incident): string =>
  incident.drivers.map((driver) => toldApart(driver, withNamesakesOf(incident))).join(', ');
