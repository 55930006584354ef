/** What stewards press to decide an incident: a verdict first, then whom it is about. */
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Incident, InvolvedDriver } from '../../events/incident.ts';
import type { PenaltyType } from '../../events/penalty.ts';
import { incidentName } from '../../texts/names.ts';
import { encodeComponent } from '../common/componentId.ts';
import { plainText } from '../common/text.ts';

type Buttons = APIActionRowComponent<APIButtonComponentWithCustomId>;

interface Offer {
  readonly label: string;
  readonly style: APIButtonComponentWithCustomId['style'];
  /** The words of "incident decide" behind the driver. */
  readonly order: string;
  readonly type?: PenaltyType;
}

/** What is not said here is asked for in a form, once the driver is chosen. */
const ROWS: readonly (readonly Offer[])[] = [
  [
    { label: 'No action', style: ButtonStyle.Secondary, order: 'no-action' },
    { label: 'Warning', style: ButtonStyle.Primary, order: 'warning', type: 'warning' },
    { label: '+5 s', style: ButtonStyle.Primary, order: 'time 5', type: 'time' },
    { label: '+10 s', style: ButtonStyle.Primary, order: 'time 10', type: 'time' },
    { label: 'Drive-through', style: ButtonStyle.Danger, order: 'drive-through', type: 'drive-through' },
  ],
  [
    { label: 'Ballast', style: ButtonStyle.Danger, order: 'ballast', type: 'ballast' },
    { label: 'More', style: ButtonStyle.Secondary, order: '' },
  ],
];

/** What a steward can press; nothing once everyone has a verdict. Each asks next whom it is about. */
export function incidentButtons({ number, server, state, impossible }: Incident): Buttons[] {
  if (state === 'closed') return [];
  const button = ({ label, style, order, type }: Offer): APIButtonComponentWithCustomId => ({
    type: ComponentType.Button,
    style,
    label,
    custom_id: encodeComponent(`incident ask ${number} ${order}`.trim(), server),
    disabled: type !== undefined && impossible[type] !== undefined ? true : undefined,
  });
  return ROWS.map((row) => ({ type: ComponentType.ActionRow, components: row.map(button) }));
}

/** Discord's limit for the options of a select. */
const OPTIONS = 25;
const LABEL_LENGTH = 50;

/** Everyone about whom nobody has decided yet. Nobody is chosen beforehand. */
export function driverSelect(incident: Incident, order: string): APIActionRowComponent<APIStringSelectComponent> {
  const { number, server } = incident;
  const options = undecided(incident).map((driver) => ({
    label: plainText(driver.name, LABEL_LENGTH) || `Car ${driver.carId}`,
    description: `car ${driver.carId}${driver.lap === undefined ? '' : `, lap ${driver.lap}`}`,
    value: isWord(driver.guid) ? driver.guid : String(driver.carId),
  }));
  const component: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: encodeComponent(`incident decide ${number} ? ${order}`.trim(), server),
    placeholder: `${incidentName(incident)}: who?`,
    options: options.filter(isFirst).slice(0, OPTIONS),
  };
  return { type: ComponentType.ActionRow, components: [component] };
}

/** A GUID is what a game server says: Discord takes no more than 100 characters, and none twice. */
const isWord = (guid: string): boolean => /^[\w:-]{1,64}$/.test(guid);

const isFirst = ({ value }: Option, index: number, options: readonly Option[]): boolean =>
  options.findIndex((option) => option.value === value) === index;

type Option = APIStringSelectComponent['options'][number];

const undecided = ({ drivers, verdicts }: Incident): readonly InvolvedDriver[] =>
  drivers.filter(({ guid }) => !verdicts.some(({ driver }) => driver.guid === guid));
