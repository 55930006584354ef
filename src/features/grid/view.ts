import type { EntrySlot } from '../../acserver/ini/entryList.ts';
import type { ServerCfg } from '../../acserver/ini/serverCfg.ts';
import type { Penalty } from '../../events/penalty.ts';
import { phrase, type Sentence, typed } from '../../kit/sentence.ts';
import { agoInWords, plural } from '../../kit/words.ts';
import { penaltyName } from '../../texts/names.ts';
import { gridMaker } from '../penalties/gridMaker.ts';
import type { ResultPenalties } from '../results/resultPenalties.ts';
import type { GridOrder, GridRule } from './order.ts';
import { placeInWords } from './race.ts';
import type { SetBack, Setback, Starter } from './setbacks.ts';

/** The order of the slots, as it is or as it would be saved. */
export interface GridView {
  /** By place on the grid, first place first. */
  readonly places: readonly GridPlace[];
  /** Undefined for the order in the file. */
  readonly staged?: StagedView;
  /** Sentences about what this order will and will not do. */
  readonly notes: readonly Sentence[];
}

export interface GridPlace {
  /** The place from 0, which is the car id once the game server has read the file. */
  readonly carId: number;
  /** The slot's current position in the file. */
  readonly from: number;
  /** Its driver, as far as the file or the race names one. */
  readonly name: string;
  readonly model: string;
  readonly guids: readonly string[];
  /** In the race that made the order; undefined for those who did not finish it. */
  readonly position?: number;
}

interface StagedView {
  readonly rule: GridRule;
  /** Relative to the server's directory, with slashes. */
  readonly results: string;
  readonly author: string;
  /** UTC, milliseconds. */
  readonly at: number;
}

/** A staged order; it only fits the file it was made for. */
export interface GridEdit extends GridOrder {
  readonly rule: GridRule;
  /** How many of the first were reversed; all if absent. */
  readonly top?: number | undefined;
  readonly race: Race;
  /** Drivers moved by hand since, in order of the moves. */
  readonly moved?: readonly Moved[] | undefined;
  /** The stewards' penalties it was made with; absent if the race's session is not known. */
  readonly penalties?: readonly CountedPenalty[];
  /** Who lost places in it; absent in an order of version 0.1.0. */
  readonly setBack?: readonly SetBack[] | undefined;
  /** Who had to lose places, but is not on it; absent likewise. */
  readonly absent?: readonly Setback[] | undefined;
  /** SHA-256 of entry_list.ini. */
  readonly basis: string;
}

/** A driver moved to another place by hand; places from 1. */
export interface Moved {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

/** The part of a penalty that affects the order of a result. */
export type CountedPenalty = Pick<Penalty, 'number' | 'type' | 'amount'>;

interface Race {
  /** Of its results file. */
  readonly name: string;
  readonly track: string;
  readonly layout: string;
  /** UTC, milliseconds. */
  readonly endedAt: number;
}

export const gridPlaces = (slots: readonly EntrySlot[]): GridPlace[] =>
  slots.map(({ carId, driverName, model, guids }) => ({ carId, from: carId, name: driverName, model, guids }));

export function stagedPlaces(slots: readonly EntrySlot[], { order, finishers, reservations }: GridOrder): GridPlace[] {
  const asTheyStand = gridPlaces(slots);
  return order.flatMap((from, carId) => {
    const slot = asTheyStand[from];
    const finisher = finishers.find((each) => each.carId === from);
    const reservation = reservations.find((each) => each.carId === from);
    if (!slot) return [];
    return {
      carId,
      from,
      name: finisher?.name ?? reservation?.name ?? slot.name,
      model: slot.model,
      guids: reservation ? [reservation.guid] : slot.guids,
      position: finisher?.position,
    };
  });
}

/** By place; an open slot that is now reserved has its new GUID. */
export function startersOf(
  slots: readonly EntrySlot[],
  { order, finishers, reservations, disqualified = [] }: GridOrder,
): Starter[] {
  const isAtBack = (carId: number) => disqualified.some((each) => each.carId === carId) || undefined;
  return order.map((carId) => {
    const reserved = reservations.find((each) => each.carId === carId);
    const guids = reserved ? [reserved.guid] : (slots[carId]?.guids ?? []);
    // Somebody without a GUID still drives there.
    const isDriven = guids.length > 0 || finishers.some((each) => each.carId === carId);
    return { carId, guids: isDriven && guids.length === 0 ? [`car:${carId}`] : guids, isAtBack: isAtBack(carId) };
  });
}

export const countedOf = ({ penalties }: ResultPenalties): readonly CountedPenalty[] =>
  penalties.map(({ number, type, amount }) => ({ number, type, amount }));

export interface Knowledge {
  readonly cfg: ServerCfg;
  /** Undefined if the race's session is not known. */
  readonly stewards: ResultPenalties | undefined;
  readonly now: number;
}

/** What somebody about to save the order should know, as of now. */
export function notesOn(
  { race, rule, top, reservations, disqualified = [], left, setBack = [], absent = [], moved = [] }: GridEdit,
  { cfg, stewards, now }: Knowledge,
): string[] {
  const open = reservations.length;
  const names = left.map((name) => name || 'a driver without a name').join(', ');
  return [
    `${race.name}: the race at ${placeInWords(race)} that ended ${agoInWords(now - race.endedAt)}.`,
    ...(stewards ? [stewardsInWords(stewards)] : []),
    ...(rule === 'reverse' && top !== undefined
      ? [`The top ${top} are reversed; the others start as they finished.`]
      : []),
    ...setBack.map((each) => setBackInWords(each, disqualified.length > 0)),
    ...(disqualified.length === 0
      ? []
      : [
          `Disqualified, so at the back: ${disqualified.map(({ name }) => name || 'a driver without a name').join(', ')}.`,
        ]),
    ...moved.map(({ name, from, to, by }) => `${by} moved ${name} from ${from} to ${to}.`),
    ...absent.map(
      ({ number, name, places }) =>
        `${penaltyName({ number })}: ${name} is not on this grid; the ${placesInWords(places)} to lose carry over.`,
    ),
    ...(open === 0 ? [] : [`${plural(open, 'open slot')} will be reserved for the drivers who finished in them.`]),
    ...(left.length === 0 ? [] : [`No slot, and none free for their car: ${names}.`]),
    ...whatCounts(cfg),
    ...notCarriedOut([...setBack, ...absent], cfg),
  ];
}

/** For an order that Pitwall did not stage: who has to lose places. */
export const dueNotes = (setbacks: readonly Setback[], cfg: ServerCfg): readonly Sentence[] => [
  ...setbacks.map(
    ({ number, name, places }) =>
      phrase`${penaltyName({ number })}: ${name} loses ${placesInWords(places)} on the next grid; ${typed('grid finish')} and ${typed('grid reverse')} apply it.`,
  ),
  ...notCarriedOut(setbacks, cfg),
];

const placesInWords = (places: number): string => plural(places, 'place');

function setBackInWords({ number, name, places, from, to }: SetBack, isSomebodyOut: boolean): string {
  const nobody = isSomebodyOut ? 'only disqualified drivers start behind' : 'nobody else starts behind';
  const behind = to - from < places ? `; ${nobody}` : '';
  return `${penaltyName({ number })}: ${name} loses ${placesInWords(places)}, from ${from} to ${to}${behind}.`;
}

/** If the entry list does not set the grid, it cannot apply a grid drop. */
function notCarriedOut(setbacks: readonly Setback[], cfg: ServerCfg): string[] {
  const maker = gridMaker(cfg);
  if (setbacks.length === 0 || maker === undefined) return [];
  const names = setbacks.map(penaltyName).join(', ');
  return [
    `${maker}: acServer does not apply grid drops there, so the stewards have to enforce ${names}. It counts as served once the driver starts.`,
  ];
}

function stewardsInWords({ penalties, isFinal }: ResultPenalties): string {
  const count = penalties.length === 0 ? 'none' : penalties.length;
  return `Penalties of the stewards count: ${count}; the result is ${isFinal ? 'final' : 'provisional'}.`;
}

/** acServer uses the entry list only for drivers without a lap time. */
export function whatCounts({ sessions, reversedGridPositions: reversed }: ServerCfg): string[] {
  const second =
    reversed === 0
      ? []
      : [`acServer sets the grid of its second race itself (REVERSED_GRID_RACE_POSITIONS=${reversed}).`];
  return [...beforeTheRace(sessions), ...second];
}

function beforeTheRace(sessions: ServerCfg['sessions']): string[] {
  const before = sessions.filter(({ section, minutes }) => section !== 'RACE' && section !== 'BOOK' && minutes > 0);
  if (before.some(({ section }) => section === 'QUALIFY'))
    return ['A qualifying session is enabled: its lap times set the grid, so this order will not apply.'];
  return before.length > 0 ? ['This order applies only if nobody sets a lap time before the race.'] : [];
}
