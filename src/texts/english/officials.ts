/** Texts that only owners, admins and stewards read: in English in every language. */
import type { IncidentState } from '../../events/incident.ts';
import type { PenaltyState, PenaltyType } from '../../events/penalty.ts';
import { incidentName, penaltyName } from '../names.ts';
import {
  type InLap,
  infractionName,
  lapAndSectors,
  PENALTY_NAMES,
  penaltyTexts,
  UNSERVABLE,
  type Unservable,
} from './penalties.ts';

interface CarriedOut {
  readonly number: number;
  readonly lapsLeft?: number | undefined;
  readonly state: PenaltyState;
  readonly convertedInto?: number | undefined;
}

interface ListRest {
  /** Undefined if they were not counted. */
  readonly left: number | undefined;
  readonly how: string;
  /** The list covers all drivers; naming one makes it shorter. */
  readonly mayNameDriver: boolean;
}

const STATES: Readonly<Record<IncidentState, string>> = {
  noted: 'noted',
  'under investigation': 'under investigation',
  decided: 'decided',
  appealed: 'appealed',
  closed: 'closed',
};

export const officialTexts = {
  /** "P-17, serving, 2 laps left", "P-17, served": the state of the penalty that a decision gave. */
  penaltyStanding: (penalty: CarriedOut) => `${penaltyName(penalty)}, ${penaltyTexts.penaltyState(penalty)}`,
  /** "P-17 Mark Hannon: drive-through": one of several to choose from. */
  penaltyLabel: ({
    number,
    driver,
    type,
  }: {
    readonly number: number;
    readonly driver: string;
    readonly type: PenaltyType;
  }) => `${penaltyName({ number })} ${driver}: ${PENALTY_NAMES[type]}`,
  /** "the race is over" */
  unservable: ({ why }: { readonly why: Unservable }) => UNSERVABLE[why],
  /** "INC-3 Elena, Bea: 34 km/h (noted)": one of several, on one line. */
  incidentLabel: ({
    number,
    drivers,
    topSpeedKmh,
    state,
  }: {
    readonly number: number;
    readonly drivers: readonly string[];
    /** Undefined for an incident that was reported without a contact. */
    readonly topSpeedKmh: number | undefined;
    readonly state: IncidentState;
  }) => {
    const speed = topSpeedKmh === undefined ? 'reported' : `${topSpeedKmh} km/h`;
    return `${incidentName({ number })} ${drivers.join(', ')}: ${speed} (${STATES[state]})`;
  },

  /** "track limits, lap 7, sector 2" */
  infractionPlace: ({ infraction, lap, sectors }: InLap & { readonly infraction: string }) =>
    `${infractionName(infraction)}, ${lapAndSectors({ lap, sectors })}`,

  /** The description of a command; languages translate it by the English sentence. */
  describedAs: ({ about }: { readonly about: string }) => about,

  /** The language of these texts, as in the setting LANGUAGE. */
  languageCode: () => 'en',

  // In the car, for somebody who gives commands there.
  runByAcServer: ({ command }: { readonly command: string }) =>
    `acServer keeps this for its own admins; use !${command}`,
  runForAdmins: () => 'acServer keeps this for its own admins: type "/admin" and the password first.',
  notKnownAsAdmin: () => 'Admins: type "/admin" and the password. Pitwall cannot see the one you joined with.',
  sayMore: ({ fields }: { readonly fields: readonly string[] }) => `Missing: ${fields.join(', ')}.`,
  /** After the rows of a list that was cut to fit a message; `how` is the command for the rest. */
  listGoesOn: ({ left, how, mayNameDriver }: ListRest) => {
    const rest = left === undefined ? '… and maybe older ones' : `… and ${left} more`;
    return `${rest}: ${mayNameDriver ? 'name a driver, or ' : ''}go on with ${how}`;
  },
  gridGoesOnInGame: ({ more }: { readonly more: number }) => `... and ${more} more: /grid order on Discord shows all.`,

  // For the log channel.
  channelIsClosed: ({ channel, reason }: { readonly channel: string; readonly reason: string }) =>
    `⚠️ Pitwall cannot post in <#${channel}>: ${reason}. Posts for that channel are kept and retried.`,
  channelIsOpenAgain: ({ channel, howLong }: { readonly channel: string; readonly howLong: string }) =>
    `✅ Pitwall can post in <#${channel}> again, after ${howLong}.`,
  confidentialExpired: ({ posts }: { readonly posts: number }) =>
    `⚠️ Pitwall dropped ${posts === 1 ? 'a confidential post that' : `${posts} confidential posts that`} waited a week for a channel only officials can read. \`/incident list\` still has the incidents; \`/doctor\` tells admins what to change.`,
  boardNotPinned: ({ channel, reason }: { readonly channel: string; readonly reason: string }) =>
    `⚠️ Pitwall could not pin the board in <#${channel}> (${reason}). The board works unpinned; to pin it, give the bot "Pin Messages" there.`,
  testCard: () => 'Test card: Pitwall can post here.',
};
