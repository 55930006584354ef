/** Kicks a driver, and checks whether it worked. */
import { type Action, type Order, orderFor, possible, secondKick } from '../../acserver/dialect.ts';
import { isKickedGuid } from '../../acserver/kicked.ts';
import type { Driver, Ordered, Removed } from '../../events/events.ts';
import { type Asked, type Attempt, UNASKED } from '../../kit/attempt.ts';
import { phrase, plain, type Sentence, typed } from '../../kit/sentence.ts';
import { NotConfirmed } from '../../live/orders.ts';
import type { DriverParts, DriversLive } from './parts.ts';
import { nameAmong, seatOf } from './seat.ts';

export type KickAction = Extract<Action, 'kick' | 'force_kick' | 'ban'>;

/** How long the server may take to close the connection. */
const DEPARTURE_MS = 5000;

/** @throws UserError when the driver has left, or the server is out of reach */
export async function kick(
  { live, words }: Pick<DriverParts, 'live' | 'words'>,
  action: Exclude<KickAction, 'ban'>,
  driver: Driver,
  order: Ordered,
  attempt?: Attempt,
): Promise<Sentence> {
  const ability = possible(live.dialect, action);
  const end = await sendAway({ live, words }, action, driver, order, attempt);
  const same = action === 'force_kick' && ability.is === 'emulated' ? ` It was ${ability.how}.` : '';
  return phrase`${endInWords(live, end)}${same}${end.isGone ? whatAKickMeans(live) : ''}`;
}

/** Three lines of chat: nobody reads more before leaving, and the kick waits for them. */
const REASON_LENGTH = 150;

export const shortened = (reason: string): string => {
  const characters = [...reason];
  return characters.length <= REASON_LENGTH ? reason : `${characters.slice(0, REASON_LENGTH).join('')}...`;
};

export interface Departure {
  readonly driver: Driver;
  readonly isGone: boolean;
  /** RCON's reply, if it was used. */
  readonly reply?: string;
  /** How long Pitwall waited for them to leave. */
  readonly waitedMs: number;
  /** Somebody else who was in the car, and was kicked instead. */
  readonly hit?: Driver;
  /** The server's refusal. */
  readonly refusal?: string;
}

/** An order, and the text for the driver, if that is more than the reason. */
interface Told extends Removed {
  readonly told?: string;
}

/**
 * Tells the driver why, gives the one order that kicks them, and waits for what the server does next.
 *
 * @throws UserError when the driver has left, or the server is out of reach
 */
export async function sendAway(
  { live, words }: Pick<DriverParts, 'live' | 'words'>,
  action: KickAction,
  target: Driver,
  { told, ...order }: Told,
  attempt: Attempt = UNASKED,
): Promise<Departure> {
  const what = `the kick of ${nameAmong(target, live.state())}`;
  const how = action === 'ban' ? 'banned' : 'kicked';
  const { reason } = order;
  const why =
    told ?? (reason === undefined ? undefined : words.beingSentAway({ how, reason: shortened(plain(reason)) }));
  if (why !== undefined) {
    const seat = seatOf(live.state(), target);
    attempt.begin({ via: 'udp', what: `telling ${nameAmong(seat, live.state())} why`, next: what });
    await live.speaker.say(seat, why);
  }
  const driver = seatOf(live.state(), target);
  const asked: Asked = { attempt, what, proof: { by: 'leaving', guid: driver.guid } };
  const first = await ordered(live, driver, orderFor(live.dialect, action, driver), asked);
  const second = secondKick(live.dialect, driver);
  const departure =
    second && isStillThere(live, first)
      ? { ...(await ordered(live, driver, second, asked)), waitedMs: 2 * DEPARTURE_MS }
      : first;
  tell(live, departure, order);
  return departure;
}

/** The driver is still in the car, nobody else was hit, and the server did not refuse. */
const isStillThere = ({ state }: DriversLive, { driver, isGone, hit, refusal }: Departure): boolean =>
  !isGone && !hit && refusal === undefined && state().drivers.get(driver.carId)?.guid === driver.guid;

/** Gives one order and waits for its effect, which counts more than the reply. */
async function ordered(live: DriversLive, driver: Driver, order: Order, asked: Asked): Promise<Departure> {
  const watch = watchDeparture(live, driver);
  try {
    const reply = await live.orders.give(order, asked).catch((error: unknown) => {
      if (error instanceof NotConfirmed) return error;
      throw error;
    });
    const { isGone, hit, refusal } = await watch.end;
    if (reply instanceof NotConfirmed) {
      return { driver, isGone, hit, refusal: refusal ?? (reply.said || undefined), waitedMs: DEPARTURE_MS };
    }
    return { driver, isGone, reply: reply || undefined, hit, refusal, waitedMs: DEPARTURE_MS };
  } finally {
    watch.close();
  }
}

type End = Pick<Departure, 'isGone' | 'hit' | 'refusal'>;

/** Compares the closed connection with the driver who was meant: the server counts cars, not people. */
function watchDeparture({ plugin, bus, clock, state }: DriversLive, { carId, guid }: Driver) {
  let close = (): void => {};
  const end = new Promise<End>((resolve) => {
    const stops = [
      bus.live((event) => {
        if (event.type === 'driverLeft' && event.driver.guid === guid) resolve({ isGone: true });
      }),
      plugin.watch((packet) => {
        if (packet.type === 'error' && /kick/i.test(packet.message))
          resolve({ isGone: false, refusal: packet.message });
        if (packet.type !== 'connectionClosed' || packet.carId !== carId) return;
        // acServer overwrites the GUID of a kicked driver: then it was whoever sat in that car.
        const left = isKickedGuid(packet.driverGuid) ? state().drivers.get(carId)?.guid : packet.driverGuid;
        if (left === undefined || isSame(left, guid)) return;
        resolve({ isGone: false, hit: { carId, guid: left, name: packet.driverName } });
      }),
      clock.after(DEPARTURE_MS, () => resolve({ isGone: false })),
    ];
    close = () => {
      for (const stop of stops) stop();
    };
  });
  return { end, close };
}

/** Without Steam there is no GUID to compare. */
const isSame = (heard: string, guid: string): boolean => heard === guid || guid.startsWith('car:');

function tell({ notice, log, plugin }: DriversLive, { driver, isGone, hit }: Departure, order: Removed): void {
  if (isGone) notice({ type: 'driverKicked', driver, ...order });
  if (!hit) return;
  log.error({ meant: driver.guid, hit: hit.guid, car: driver.carId }, 'a kick hit the wrong driver');
  // The driver who was meant is not where Pitwall believed.
  plugin.askAgain();
  notice({ type: 'kickMissed', meant: driver, hit, ...order });
}

/** "Kicked Billy.", or why that cannot be said. */
export function endInWords(
  { dialect, state }: Pick<DriversLive, 'dialect' | 'state'>,
  { driver, isGone, hit, refusal, reply, waitedMs }: Departure,
): string {
  const who = nameAmong(driver, state());
  if (isGone) return `Kicked ${who}.`;
  if (hit) {
    const other = nameAmong(hit, state());
    return `Wrong driver kicked: ${other} had just taken car ${driver.carId} from ${who}.`;
  }
  if (refusal !== undefined) return `The server refused to kick ${who}: ${refusal}`;
  if (reply !== undefined) return `Sent; ${who} is still connected. The server said: ${reply}`;
  return possible(dialect, 'kick').is === 'native'
    ? `Sent, but ${who} is still connected after ${waitedMs / 1000} seconds.`
    : `Sent; this server does not confirm it, and ${who} is still connected.`;
}

/** What a kick leads to depends on an acServer setting that most owners have never looked at. */
function whatAKickMeans({ rules }: DriversLive): Sentence {
  switch (rules().blacklistMode) {
    case 0:
      return ' They can rejoin straight away (BLACKLIST_MODE=0).';
    case 1:
      return ' They cannot rejoin until the game server restarts (BLACKLIST_MODE=1).';
    case 2:
      return phrase` acServer has added them to blacklist.txt (BLACKLIST_MODE=2): to let them back in, use ${typed('unban')} and restart the game server.`;
    default:
      return '';
  }
}

/** The same beforehand, as a question. */
export function costOfKick({ live }: Pick<DriverParts, 'live'>, driver: Driver): Sentence {
  const who = nameAmong(driver, live.state());
  return phrase`Kick ${who}? ${RETURNS[String(live.rules().blacklistMode)] ?? UNKNOWN_RETURN}`;
}

const RETURNS: Readonly<Record<string, Sentence | undefined>> = {
  0: 'They can rejoin straight away (BLACKLIST_MODE=0).',
  1: 'They cannot rejoin until the game server restarts (BLACKLIST_MODE=1).',
  2: phrase`acServer adds them to blacklist.txt (BLACKLIST_MODE=2): to let them back in, use ${typed('unban')} and restart the game server.`,
};

const UNKNOWN_RETURN = 'Whether they can rejoin is up to the game server (BLACKLIST_MODE is not known here).';
