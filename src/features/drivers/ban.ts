import { orderFor, possible } from '../../acserver/dialect.ts';
import type { Driver, Ordered } from '../../events/events.ts';
import { type Attempt, UNASKED } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import { joined, moment, phrase, type Sentence } from '../../kit/sentence.ts';
import type { Ban } from './banTable.ts';
import { endInWords, sendAway } from './kick.ts';
import type { BanSubject, DriverParts } from './parts.ts';
import { nameInSentence } from './seat.ts';

/** A ban without a duration is permanent. */
export type BanOrder = Ordered & { readonly durationMs?: number };

/**
 * Bans by GUID. Pitwall stores the ban and enforces it on every join; it is also written to the game server's own list,
 * if there is one. A driver who is on the server is told and kicked.
 *
 * @throws UserError for somebody without a GUID, and when the server is out of reach
 */
export async function ban(
  parts: DriverParts,
  person: BanSubject,
  order: BanOrder,
  attempt: Attempt = UNASKED,
): Promise<Sentence> {
  possible(parts.live.dialect, 'ban');
  const { durationMs } = order;
  const driver = presentAs(parts, person);
  const subject = checked(driver ?? knownAs(parts, person));
  const at = parts.live.clock.now();
  const until = endOf(at, durationMs);
  const made: Ban = { guid: subject.guid, name: subject.name, reason: order.reason, by: order.by, at, until };
  const before = parts.bans.of(subject.guid);
  parts.onTheWayOut.add(made.guid);
  try {
    parts.live.store.transaction(() => {
      parts.bans.add(made);
      attempt.done(`the ban of ${personInWords(subject)}`);
    });
    const { guid, name, by, reason } = made;
    parts.live.notice({ type: 'driverBanned', guid, name, by, reason, until });
    // AssettoServer kicks everybody on its list the moment it is written, so the driver is told why first.
    const isWatched = parts.live.dialect === 'assettoserver';
    const file = isWatched ? '' : await written(parts, guid, attempt);
    const departure = await sentAway(parts, driver, subject, { order: { by, reason }, attempt });
    return joined([
      phrase`${personInWords(subject)} is banned ${banEnd(made)}.`,
      before && phrase`It replaces a ban ${banEnd(before)}.`,
      isWatched ? await written(parts, guid, attempt) : file,
      departure,
      ...(driver ? longerThanMeant(parts, made) : []),
    ]);
  } finally {
    parts.onTheWayOut.delete(made.guid);
  }
}

/**
 * Lifts a ban, and removes the GUID from the game server's own list.
 *
 * @throws UserError for somebody who is not banned
 */
export async function unban(
  parts: DriverParts,
  guid: string,
  order: Ordered,
  attempt: Attempt = UNASKED,
): Promise<string> {
  possible(parts.live.dialect, 'unban');
  checked({ guid });
  const lifted = parts.live.store.transaction(() => {
    const ban = parts.bans.lift(guid, { by: order.by, at: parts.live.clock.now() });
    if (ban) attempt.done(`the lifting of the ban of ${personInWords(ban)}`);
    return ban;
  });
  const { wasListed, trouble } = await triedToClear(parts, guid, attempt);
  const isAsked = parts.live.dialect === 'acsm';
  if (!lifted && trouble !== undefined) throw new UserError(trouble);
  if (!lifted && !wasListed && !isAsked) throw new UserError(notBanned(parts, guid));
  const name = lifted?.name;
  parts.live.notice({ type: 'banLifted', guid, name, by: order.by, reason: order.reason });
  const done = `${personInWords({ guid, name })} is no longer banned.`;
  if (trouble !== undefined) return `${done} The game server does not have it yet; Pitwall keeps trying: ${trouble}`;
  return isAsked ? `${done} Sent; this server does not confirm it.` : `${done}${memoryOf(parts)}`;
}

async function triedToClear(
  parts: DriverParts,
  guid: string,
  attempt: Attempt,
): Promise<{ wasListed: boolean; trouble?: string }> {
  try {
    return { wasListed: await cleared(parts, guid, attempt) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { wasListed: false, trouble: error.message };
  }
}

/**
 * Removes a GUID whose ban is over from the game server's own list, and records that.
 *
 * @returns whether it was on the list, as far as can be known
 */
export async function cleared(
  { live, blacklist, bans }: DriverParts,
  guid: string,
  attempt: Attempt = UNASKED,
): Promise<boolean> {
  const asked = { attempt, what: `taking ${guid} off the list of the game server` };
  if (live.dialect === 'acsm') {
    await live.orders.give(orderFor(live.dialect, 'unban', { guid }), asked);
    bans.clear(guid);
    return false;
  }
  const wasListed = (await blacklist?.remove(guid, asked)) ?? false;
  bans.clear(guid);
  return wasListed;
}

/** UTC, milliseconds; undefined if permanent. */
const endOf = (at: number, durationMs: number | undefined): number | undefined =>
  durationMs === undefined ? undefined : at + durationMs;

/** "Ban Billy permanently? ...": what it means on this server. */
export function costOfBan(
  parts: DriverParts,
  person: BanSubject,
  { durationMs }: Pick<BanOrder, 'durationMs'>,
): Sentence {
  const driver = presentAs(parts, person);
  const at = parts.live.clock.now();
  const until = endOf(at, durationMs);
  const subject = driver ?? knownAs(parts, person);
  const session = parts.live.state().session;
  const there = driver
    ? ` They are in car ${driver.carId}${session && !session.over ? `, in ${session.facts.name}` : ''}, and will be kicked straight away.`
    : '';
  return phrase`Ban ${personInWords(subject)} from ${parts.live.id} ${banEnd({ until })}?${there}`;
}

/** What a running acServer remembers, even if the file has changed since. */
function memoryOf({ live }: DriverParts): string {
  // The others reload their list whenever it changes.
  if (!live.isRunning() || live.dialect !== 'kunos') return '';
  const { blacklistMode: mode } = live.rules();
  const kicked = mode === 0 ? '' : ` or was kicked since${mode === undefined ? '' : ` (BLACKLIST_MODE=${mode})`}`;
  return ` Anyone who was in blacklist.txt when the game server started${kicked} can only rejoin after it restarts.`;
}

const notBanned = (parts: DriverParts, guid: string): string =>
  `${guid} is not banned here and is not in blacklist.txt.${memoryOf(parts)}`;

/** By GUID: a driver who has changed cars or left since the name was read is still the same person. */
function presentAs({ live }: DriverParts, { guid }: BanSubject): Driver | undefined {
  const found = [...live.state().drivers.values()].find((driver) => driver.guid === guid);
  return found && { carId: found.carId, guid, name: found.name };
}

/** Somebody who has left, by the name they were last seen or banned with. */
function knownAs({ live, bans }: DriverParts, person: BanSubject): BanSubject {
  if ('name' in person) return person;
  const { guid } = person;
  const { seats, session, previous } = live.state();
  const stood = [session, previous].flatMap((each) => [...(each?.standings.values() ?? [])]);
  const seen = [...seats.values(), ...stood.map(({ driver }) => driver)].find((each) => each.guid === guid);
  const name = seen?.name ?? bans.of(guid)?.name;
  return name === undefined ? person : { guid, name };
}

function checked(person: BanSubject): { guid: string; name?: string } {
  const { guid } = person;
  const name = 'name' in person ? person.name : undefined;
  if (/^\d{17}$/.test(guid)) return { guid, name };
  if (guid.startsWith('car:')) {
    throw new UserError(
      `${nameInSentence({ name })} has no Steam GUID on this server, so a ban cannot identify them: kick them instead.`,
    );
  }
  throw new UserError(`"${guid.slice(0, 40)}" is not a GUID: expected the 17 digits of a Steam ID.`);
}

const personInWords = ({ guid, name }: { readonly guid: string; readonly name?: string }): string =>
  name === undefined ? guid : `${nameInSentence({ name })} (${guid})`;

/** "permanently", "until 2026-01-01 14:00 UTC" */
export const banEnd = ({ until }: Pick<Ban, 'until'>): Sentence =>
  until === undefined ? 'permanently' : phrase`until ${moment(until)}`;

/** The ban works without the file, which only matters while Pitwall is not running. */
async function written({ blacklist }: DriverParts, guid: string, attempt: Attempt): Promise<string> {
  if (!blacklist) return '';
  try {
    await blacklist.add(guid, { attempt, what: `putting ${guid} on blacklist.txt` });
    return '';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `Pitwall enforces it on every join, but ${error.message}`;
  }
}

async function sentAway(
  parts: DriverParts,
  driver: Driver | undefined,
  { guid }: { readonly guid: string },
  { order, attempt }: { readonly order: Ordered; readonly attempt: Attempt },
): Promise<string> {
  try {
    if (driver) return endInWords(parts.live, await sendAway(parts, 'ban', driver, order, attempt));
    if (parts.live.dialect === 'acsm') {
      const asked = { attempt, what: `telling the game server to ban ${guid}` };
      await parts.live.orders.give(orderFor('acsm', 'ban', { guid, carId: 0 }), asked);
    }
    return '';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

/** A kick by acServer can outlast the ban it was given for. */
function longerThanMeant({ live }: DriverParts, { until }: Ban): string[] {
  const mode = live.rules().blacklistMode;
  if (live.dialect !== 'kunos' || until === undefined || mode === undefined || mode === 0) return [];
  return [
    `The kick keeps them out until the game server restarts, even if the ban ends before (BLACKLIST_MODE=${mode}).`,
  ];
}
