import type { Dialect } from '../../acserver/dialect.ts';
import { LEDGER_CAUSES } from '../../acserver/extrainfo/codes.ts';
import { type ExtraInfo, type PenaltyApplied, readExtraInfo, writeExtraInfo } from '../../acserver/extrainfo/lines.ts';
import type { Driver, EventBody } from '../../events/events.ts';
import type { Clock } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';
import type { RaceState } from '../../race/state.ts';
import { isKeepable } from '../penalties/managers.ts';
import { toServerCarId, withCarIds } from './carIds.ts';
import type { OwnLines } from './ownLines.ts';

/** Who received a line. */
export interface Hearer {
  /** The server's car id of the client that received it; its car ids are relative to that. */
  readonly carId: number;
  readonly by: string;
}

/**
 * News; something Pitwall finds by itself; what it said to that car itself; or what another listener reported a moment
 * ago.
 */
export type Worth = 'news' | 'own' | 'said by Pitwall' | 'told before';

/** Takes lines that a client in the game received. */
export type Hearing = (line: string, hearer: Hearer) => Worth;

export interface HearingOptions {
  readonly dialect: Dialect;
  /** What Pitwall has said to programs in the cars. */
  readonly ownLines: Pick<OwnLines, 'isOwn'>;
  readonly clock: Clock;
  readonly state: () => RaceState;
  readonly notice: (body: EventBody) => void;
  /** Whether Pitwall itself announces DRS. */
  readonly tellsDrs: boolean;
  readonly penalties: OwnPenalties;
}

/** Pitwall's own decisions, to tell the manager's messages from an echo of them. */
export interface OwnPenalties {
  /** Whether one of Pitwall's own rules watches this infraction or cause. */
  isWatched(code: string | number): boolean;
  /** Whether Pitwall's own rules have just given the same penalty, or it ordered this load itself. */
  isEcho(info: PenaltyApplied): boolean;
}

/** No line of the game's chat is longer. */
const LONGEST = 255;

/** Two clients receive the same line within this time. */
const SAME_MS = 10_000;

/** @throws UserError, when called, for a line that is not extra information */
export function openHearing(options: HearingOptions): Hearing {
  const { dialect, ownLines, clock, state, notice, tellsDrs, penalties } = options;
  const told = new Map<string, number>();

  function isToldAnew(line: string): boolean {
    const now = clock.monotonic();
    for (const [each, at] of told) if (now - at > SAME_MS) told.delete(each);
    const isNew = !told.has(line);
    if (isNew) told.set(line, now);
    return isNew;
  }

  /** The manager's own server sends such lines itself: any line that is not Pitwall's is the manager's. */
  const isNews = (info: ExtraInfo): boolean =>
    dialect === 'acsm'
      ? isManagersNews(info, { isPluginHeard: state().heard === true, penalties })
      : isNewsElsewhere(info, { tellsDrs, penalties });

  return (line, hearer) => {
    const { carId, by } = hearer;
    const heard = [...line].length <= LONGEST ? readExtraInfo(line) : undefined;
    if (!heard) throw new UserError('That is not a line of extra information.');
    if (ownLines.isOwn(writeExtraInfo(heard), hearer)) return 'said by Pitwall';
    const { info, driver } = asOnServer(heard, carId, state());
    if (!isNews(info)) return 'own';
    if (!isToldAnew(writeExtraInfo(info))) return 'told before';
    const isKept = dialect === 'acsm' && isKeepable(info) ? true : undefined;
    notice({ type: 'extraInfo', info, driver, by, isKept });
    return 'news';
  };
}

/** The information with the server's car ids, and the driver it is about. If there is a GUID, it decides. */
export function asOnServer(
  heard: ExtraInfo,
  own: number,
  { drivers, seats }: RaceState,
): { readonly info: ExtraInfo; readonly driver?: Driver } {
  const guid = guidIn(heard);
  const known = [...drivers.values(), ...seats.values()].find((each) => guid !== '' && each.guid === guid);
  const driver = known && { carId: known.carId, guid: known.guid, name: known.name };
  const info = withServerIds(heard, own);
  if (!driver) return { info };
  return { info: withOwnCar(info, driver.carId), driver };
}

/**
 * Anything that the manager's penalty system or one of its accounts decided. Contacts also come by UDP, from the same
 * server, as long as it sends data.
 */
function isManagersNews(
  info: ExtraInfo,
  { isPluginHeard, penalties }: { readonly isPluginHeard: boolean; readonly penalties: OwnPenalties },
): boolean {
  if (info.kind === 'collision') return !isPluginHeard;
  return info.kind !== 'penaltyApplied' || !penalties.isEcho(info);
}

/** On other servers: what Pitwall cannot find by itself. Nothing but Pitwall sends such lines there. */
function isNewsElsewhere(
  info: ExtraInfo,
  { tellsDrs, penalties }: Pick<HearingOptions, 'tellsDrs' | 'penalties'>,
): boolean {
  switch (info.kind) {
    case 'penaltyApplied':
      return !penalties.isWatched(info.cause) && !LEDGER_CAUSES.some((cause) => cause === info.cause);
    case 'infraction':
      return !penalties.isWatched(info.infraction);
    case 'drsEnabled':
      return !tellsDrs;
    case 'unknown':
      return true;
    default:
      return false;
  }
}

function guidIn(info: ExtraInfo): string {
  if (info.kind === 'unknown') return info.fields[2] ?? '';
  return 'guid' in info ? info.guid : '';
}

/** Unknown lines have a car id and a GUID after their first word. */
function withServerIds(info: ExtraInfo, own: number): ExtraInfo {
  if (info.kind !== 'unknown') return withCarIds(info, (carId) => toServerCarId(carId, own));
  return withOwnCar(info, toServerCarId(Number(info.fields[1]), own));
}

function withOwnCar(info: ExtraInfo, carId: number): ExtraInfo {
  if (info.kind === 'unknown') return { ...info, fields: info.fields.with(1, String(carId)) };
  return 'carId' in info ? { ...info, carId } : info;
}
