import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventBody, RaceEvent } from '../../../src/events/events.ts';
import { loadToCarry } from '../../../src/features/handicaps/load.ts';
import type { LoadTable, Manual, SentLoad } from '../../../src/features/handicaps/table.ts';
import { Handicaps } from '../../../src/features/handicaps/watch.ts';
import type { Listener } from '../../../src/race/bus.ts';
import { emptyState, fold, type RaceState } from '../../../src/race/state.ts';
import { answered, controlled, directoryForTest } from '../../fakes/controlled.ts';

const ballast = (ballastKg: number) => ({ ballastKg, restrictorPercent: 0 });
const limits = { ballastKg: 200, restrictorPercent: 100 };

describe('the load of a car', () => {
  it.each([
    ['what the entry list says', { base: ballast(20), limits }, 20],
    [
      'what was set for the driver, instead of the entry list’s',
      { base: ballast(20), manual: { ballastKg: 40 }, limits },
      40,
    ],
    ['zero if it was set to zero', { base: ballast(20), manual: { ballastKg: 0 }, limits }, 0],
    ['increased by penalties', { base: ballast(20), manual: { ballastKg: 40 }, penalties: ballast(30), limits }, 70],
    ['at most what the server allows', { base: ballast(150), penalties: ballast(100), limits }, 200],
  ])('is %s', (_, parts, kg) => {
    expect(loadToCarry(parts)).toEqual({ ballastKg: kg, restrictorPercent: 0 });
  });
});

/** What a server may do with the ballast of a car whose driver leaves, and of an empty car. */
interface Habits {
  readonly forgetsOnLeave: boolean;
  readonly tellsEmptyCars: boolean;
  /** It ignores orders for an empty car. */
  readonly ignoresEmptyCars: boolean;
}

// Few of each, so that they often coincide.
const CARS = 2;
const BASE = [0, 15];
const PEOPLE = ['76561198000000001', '76561198000000002'];

/** A game server, what Pitwall knows of it, and a Pitwall that can be killed at any time. */
function world({ forgetsOnLeave, tellsEmptyCars, ignoresEmptyCars }: Habits) {
  const carried = new Map<number, number>();
  const manual = new Map<string, Manual>();
  const sent = new Map<string, SentLoad>();
  const table: LoadTable = {
    manual: (guid) => manual.get(guid) ?? {},
    manuals: () => (guid) => manual.get(guid) ?? {},
    setManual: (guid, set) => manual.set(guid, set),
    sent: (run, carId) => sent.get(`${run}/${carId}`),
    setSent: (run, carId, what) => sent.set(`${run}/${carId}`, what),
    carsToldOf: (run) =>
      [...sent.keys()].flatMap((key) => (key.startsWith(`${run}/`) ? [Number(key.split('/')[1])] : [])),
  };
  const faults: object[] = [];
  let state: RaceState = { ...emptyState(1), heard: true };
  let listeners: Listener[] = [];
  let handicaps: Handicaps = open();
  let told = 0;

  function open(): Handicaps {
    return new Handicaps({
      bus: {
        live(listener) {
          listeners.push(listener);
          return () => {};
        },
      },
      log: { error: (fields) => faults.push(fields) },
      state: () => state,
      table,
      tellsEmptyCars,
      bases: () => (carId) => ballast(BASE[carId] ?? 0),
      limits: () => limits,
      async tell(kind, { carId, guid }, amount) {
        // An order for a car must be meant for its current driver.
        if (guid !== (state.drivers.get(carId)?.guid ?? '')) throw new Error(`told ${guid} in car ${carId}`);
        told++;
        if (kind === 'ballastKg' && !(ignoresEmptyCars && guid === '')) carried.set(carId, amount);
        return undefined;
      },
    });
  }

  function happens(body: EventBody): void {
    const event: RaceEvent = { at: 0, server: 'main', run: state.run, session: 1, ...body };
    state = fold(state, event);
    for (const listener of listeners) listener(event, state);
  }

  const driverIn = (carId: number) => state.drivers.get(carId);

  return {
    faults,
    told: () => told,
    carries: (carId: number) => carried.get(carId) ?? BASE[carId] ?? 0,
    state: () => state,
    join(carId: number, guid: string, isLoadHeard = true) {
      if (driverIn(carId) || [...state.drivers.values()].some((driver) => driver.guid === guid)) return;
      const driver = { carId, guid, name: guid };
      happens({ type: 'driverJoined', driver, model: '', skin: '' });
      if (isLoadHeard) happens({ type: 'driverLoaded', driver });
    },
    leave(carId: number) {
      const driver = driverIn(carId);
      if (!driver) return;
      if (forgetsOnLeave) carried.delete(carId);
      happens({ type: 'driverLeft', driver });
    },
    lap(carId: number) {
      const driver = driverIn(carId);
      if (driver) happens({ type: 'lapCompleted', driver, lapMs: 1, cuts: 0, lap: 1, board: [] });
    },
    async set(carId: number, ballastKg: number) {
      const driver = driverIn(carId);
      if (driver) await handicaps.set(driver, { ballastKg }, { onTold: () => {} });
      return driver?.guid;
    },
    killPitwall() {
      listeners = [];
      handicaps = open();
      void handicaps.compare();
    },
    restartServer() {
      carried.clear();
      state = { ...emptyState(state.run + 1), heard: true };
    },
    settle: () => handicaps.compare(),
  };
}

const step = fc.record({
  kind: fc.constantFrom('join', 'join', 'leave', 'leave', 'set', 'set', 'lap', 'pitwall', 'server', 'both'),
  car: fc.nat(CARS - 1),
  who: fc.nat(PEOPLE.length - 1),
  kg: fc.constantFrom(0, 15, 40, 40),
  isLoadHeard: fc.boolean(),
});

describe('ballast', () => {
  it('is always what was set for the driver in the car, and never another driver’s', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40, size: 'max' }),
        fc.record({ forgetsOnLeave: fc.boolean(), tellsEmptyCars: fc.boolean(), ignoresEmptyCars: fc.boolean() }),
        async (steps, habits) => {
          const game = world(habits);
          const wanted = new Map<string, number>();
          for (const { kind, car, who, kg, isLoadHeard } of steps) {
            if (kind === 'join') game.join(car, PEOPLE[who] ?? '', isLoadHeard);
            if (kind === 'leave') game.leave(car);
            if (kind === 'lap') game.lap(car);
            if (kind === 'set') {
              const guid = await game.set(car, kg);
              if (guid) wanted.set(guid, kg);
            }
            if (kind === 'pitwall' || kind === 'both') game.killPitwall();
            if (kind === 'server' || kind === 'both') game.restartServer();
            // Several things may happen before Pitwall handles any of them.
            if (kind !== 'leave') await game.settle();
            for (const { carId, guid } of kind === 'leave' ? [] : game.state().drivers.values()) {
              expect(game.carries(carId)).toBe(wanted.get(guid) ?? BASE[carId]);
            }
          }
          expect(game.faults).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is not sent again while nothing changes', async () => {
    const game = world({ forgetsOnLeave: false, tellsEmptyCars: true, ignoresEmptyCars: false });
    game.join(0, PEOPLE[0] ?? '');
    await game.set(0, 40);
    const told = game.told();
    for (let lap = 0; lap < 10; lap++) game.lap(0);
    game.killPitwall();
    await game.settle();
    expect(game.told()).toBe(told);
  });
});

describe('a handicap in a real store', () => {
  const billy = { guid: '99999999999999999', name: 'Billy' };

  it('survives a restart of Pitwall, and follows the driver', async () => {
    const directory = directoryForTest();
    const before = await controlled('kunos', { directory });
    before.game.join(4, billy);
    expect(answered(await before.say('ballast Billy 40 two wins'))).toBe(
      'Billy gets 40 kg ballast. Sent; this server does not confirm it. It stays with the driver until it is changed.',
    );
    expect(before.feed.events.at(-1)).toMatchObject({
      type: 'ballastSet',
      ballastKg: 40,
      by: 'Stig',
      reason: 'two wins',
    });
    before.close();

    const after = await controlled('kunos', { directory });
    after.handicaps.resume();
    await after.quiet();
    expect(after.game.orders).toEqual([]);
    after.game.leave(4);
    after.game.join(7, billy);
    await after.quiet();
    expect(after.game.orders.filter((order) => order.startsWith('/ballast'))).toEqual(['/ballast 7 40']);
    expect(after.handicaps.loads()({ carId: 7, guid: billy.guid })).toEqual(ballast(40));
  });

  it('is shown in the list of drivers', async () => {
    const rig = await controlled('kunos', { ballast: [0, 0, 0, 0, 10] });
    rig.game.join(4, billy);
    await rig.say('restrictor Billy 20');
    const outcome = await rig.say('client_list');
    expect(outcome).toMatchObject({
      answer: { kind: 'drivers', drivers: [{ carId: 4, name: 'Billy', ballastKg: 10, restrictorPercent: 20 }] },
    });
  });

  it('of a driver without a GUID ends when they leave', async () => {
    const rig = await controlled('kunos');
    rig.game.join(4, { guid: '0', name: 'Nobody' });
    expect(answered(await rig.say('ballast Nobody 40'))).toMatch(/It ends when the driver leaves\.$/);
    rig.game.leave(4);
    await rig.quiet();
    rig.game.join(4, { guid: '0', name: 'Somebody else' });
    await rig.quiet();
    expect(rig.game.ballast.get(4)).toBe(0);
  });
});
