import type { Driver } from '../../events/events.ts';
import { type Clock, every } from '../../kit/clock.ts';
import type { Bus } from '../../race/bus.ts';
import type { RaceState } from '../../race/state.ts';
import type { Ban, BanTable } from './banTable.ts';

export interface BanOptions {
  readonly bus: Pick<Bus, 'live'>;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
  readonly state: () => RaceState;
  readonly bans: BanTable;
  /** Tells a banned driver why, and kicks them. */
  readonly sendAway: (driver: Driver, ban: Ban) => Promise<void>;
  /** Puts a GUID on the game server's own list, if it has one. */
  readonly list: (guid: string) => Promise<void>;
  /** Takes it off again; nothing of it is left to do once this resolves. */
  readonly unlist: (guid: string) => Promise<void>;
  /** Told once a ban has run out. */
  readonly onExpired: (ban: Ban) => void;
}

export interface BanEnforcement {
  /** Puts right what happened while nobody looked. To be called once the past has been read. */
  resume(): void;
  close(): void;
}

/** How often is looked whether a ban has run out; a day off the clock's timers would be too long for some of them. */
const LOOK_MS = 15_000;

/**
 * Keeps the banned away: one kick for each time they join, whatever the game server's own list says, which it reads at
 * its start only. Bans that have run out are lifted, also those that did while Pitwall was away.
 */
export function enforceBans(options: BanOptions): BanEnforcement {
  const { bus, clock, log, state, bans } = options;
  const underWay = new Set<string>();
  const complainedOf = new Set<string>();
  let isClosed = false;

  /** One at a time for each driver; what goes wrong with one must not keep the others in, and is logged once. */
  function attempt(what: string, guid: string, task: () => Promise<void>): void {
    const key = `${what} ${guid}`;
    if (underWay.has(key)) return;
    underWay.add(key);
    const complain = (err: unknown): void => {
      if (!complainedOf.has(key)) log.error({ err, guid }, what);
      complainedOf.add(key);
    };
    void task()
      .then(() => complainedOf.delete(key), complain)
      .finally(() => underWay.delete(key));
  }

  function keepAway(driver: Driver): void {
    const ban = bans.of(driver.guid);
    if (!ban || isOver(ban)) return;
    attempt('a banned driver could not be kicked', driver.guid, () => options.sendAway(driver, ban));
  }

  const isOver = ({ until }: Ban): boolean => until !== undefined && until <= clock.now();

  function liftExpired(): void {
    for (const ban of bans.standing().filter(isOver)) {
      bans.lift(ban.guid, { by: 'Pitwall', at: clock.now() });
      options.onExpired(ban);
    }
    for (const guid of bans.uncleared()) {
      attempt('a lifted ban is still on the list of the game server', guid, () => options.unlist(guid));
    }
  }

  const stop = bus.live((event) => {
    if (event.type === 'driverJoined') keepAway(event.driver);
  });
  const stopLooking = every(clock, LOOK_MS, liftExpired);

  return {
    resume() {
      if (isClosed) return;
      liftExpired();
      for (const { guid } of bans.standing()) {
        attempt('a ban is not on the list of the game server', guid, () => options.list(guid));
      }
      for (const driver of state().drivers.values()) keepAway(driver);
    },
    close() {
      isClosed = true;
      stop();
      stopLooking();
    },
  };
}
