/** Keeps banned drivers out. */
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
  /** Whether they are being kicked right now. */
  readonly isOnTheWayOut: (guid: string) => boolean;
  /** Tells a banned driver why, and kicks them. */
  readonly sendAway: (driver: Driver, ban: Ban) => Promise<void>;
  /** Puts GUIDs on the game server's own list, if it has one. */
  readonly list: (guids: readonly string[]) => Promise<void>;
  /** Removes a GUID from it. Nothing is left to do once this resolves. */
  readonly unlist: (guid: string) => Promise<void>;
  /** Called once a ban has expired. */
  readonly onExpired: (ban: Ban) => void;
}

/** How often to check for expired bans, and for banned drivers who were not kicked. */
const LOOK_MS = 15_000;

/**
 * Keeps banned drivers out whatever the game server's own list says, which it may only read when it starts. They are
 * kicked when they join, when their game has loaded, and every few seconds while they are there. Expired bans are
 * lifted, including those that expired while Pitwall was not running.
 */
export class BanWatch {
  readonly #options: BanOptions;
  readonly #underWay = new Set<string>();
  /** Drivers who rejoined while they were being kicked: delayed events all arrive at once. */
  readonly #cameAgain = new Set<string>();
  readonly #complainedOf = new Set<string>();
  readonly #stops: readonly (() => void)[];
  /** An order given while the past is still being read reaches nobody, but would be waited for. */
  #isListening = false;
  #isClosed = false;

  constructor(options: BanOptions) {
    const { bus, clock } = options;
    this.#options = options;
    this.#stops = [
      bus.live((event) => {
        if (event.type !== 'driverJoined' && event.type !== 'driverLoaded') return;
        if (this.#isListening) this.#keepAway(event.driver);
      }),
      every(clock, LOOK_MS, () => this.#look()),
    ];
  }

  /** Catches up on what happened in the meantime, once the past has been read. */
  resume(): void {
    if (this.#isClosed) return;
    const { bans, list } = this.#options;
    this.#isListening = true;
    this.#look();
    const guids = bans.standingGuids();
    // All at once: one by one, each of thousands would read and rewrite the whole list.
    if (guids.length > 0)
      this.#attempt('not all bans are on the list of the game server', undefined, () => list(guids));
  }

  #look(): void {
    this.#liftExpired();
    for (const driver of this.#options.state().drivers.values()) this.#keepAway(driver);
  }

  close(): void {
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
  }

  #keepAway(driver: Driver): void {
    const { bans, isOnTheWayOut, sendAway } = this.#options;
    const ban = bans.of(driver.guid);
    if (!ban || this.#isOver(ban) || isOnTheWayOut(driver.guid)) return;
    const { guid } = driver;
    const isBegun = this.#attempt(
      'a banned driver could not be kicked',
      guid,
      () => sendAway(driver, ban),
      () => {
        if (!this.#cameAgain.delete(guid)) return;
        const again = [...this.#options.state().drivers.values()].find((each) => each.guid === guid);
        if (again) this.#keepAway(again);
      },
    );
    if (!isBegun) this.#cameAgain.add(guid);
  }

  #isOver({ until }: Ban): boolean {
    return until !== undefined && until <= this.#options.clock.now();
  }

  #liftExpired(): void {
    const { bans, clock, onExpired, unlist } = this.#options;
    for (const ban of bans.expired(clock.now())) {
      bans.lift(ban.guid, { by: 'Pitwall', at: clock.now() });
      onExpired(ban);
    }
    for (const guid of bans.uncleared()) {
      this.#attempt('a lifted ban is still on the list of the game server', guid, () => unlist(guid));
    }
  }

  /** One at a time per driver. A failure with one driver must not let the others in, and is logged once. */
  #attempt(what: string, guid: string | undefined, task: () => Promise<void>, over = (): void => {}): boolean {
    const key = `${what} ${guid}`;
    if (this.#underWay.has(key)) return false;
    this.#underWay.add(key);
    const complain = (err: unknown): void => {
      if (!this.#complainedOf.has(key)) this.#options.log.error({ err, guid }, what);
      this.#complainedOf.add(key);
    };
    void task()
      .then(() => this.#complainedOf.delete(key), complain)
      .finally(() => {
        this.#underWay.delete(key);
        if (!this.#isClosed) over();
      });
    return true;
  }
}
