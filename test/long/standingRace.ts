import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Driver, EventOf, EventType } from '../../src/events/events.ts';
import { answerOf, openRig, type Pitwall, type Rig } from '../e2e/rig.ts';
import { eventually } from '../eventually.ts';

/** A race in which nobody drives off: nothing happens except what the test orders. */
export interface StandingRace {
  readonly rig: Rig;
  /** Who was in the cars when the race began, by car id. */
  readonly drivers: readonly Driver[];
  events<T extends EventType>(type: T): EventOf<T>[];
  /** Every line that was shown only to this car, oldest first. */
  readInCar(carId: number): string[];
  killPitwall(): Promise<void>;
  startPitwall(): Promise<void>;
  close(): Promise<void>;
}

/** Everybody has joined within two seconds of the start. */
const SPEED = 10;

/**
 * @param cars how many cars there are, on the grid in the order of their ids
 * @param laps the laps of the race
 */
export async function openStandingRace({ cars, laps }: { cars: number; laps: number }): Promise<StandingRace> {
  // Each incident has its own card from the start, and drivers read nothing but what the test is about.
  const rig = await openRig({ speed: SPEED, race: 'driven', settings: { FOLD_KMH: '0', GREETING: 'off' } });
  const cfg = (name: string) => join(rig.directory, 'cfg', name);
  const edit = (name: string, change: (text: string) => string): void =>
    writeFileSync(cfg(name), change(readFileSync(cfg(name), 'utf8')));
  edit('entry_list.ini', (text) => text.split(`[CAR_${cars}]`)[0] ?? '');
  edit('server_cfg.ini', (text) =>
    text.replace(/^WAIT_TIME=.*$/m, 'WAIT_TIME=1').replace(/^LAPS=.*$/m, `LAPS=${laps}`),
  );
  const events = <T extends EventType>(type: T): EventOf<T>[] =>
    rig.events().filter((event): event is EventOf<T> => event.type === type);
  let pitwall: Pitwall | undefined;

  const race: Omit<StandingRace, 'drivers'> = {
    rig,
    events,
    close: rig.close,
    readInCar: (carId) => {
      const begin = `UDP_PLUGIN: Send chat to car ${carId} MESSAGE: `;
      return rig.serverLog().flatMap((line) => (line.startsWith(begin) ? [line.slice(begin.length)] : []));
    },
    killPitwall: async () => pitwall?.kill(),
    async startPitwall() {
      pitwall = await rig.startPitwall();
    },
  };
  await race.startPitwall();
  const ada = rig.discord.person('Ada');
  await answerOf(ada.slash({ channel: rig.discord.channel('race-control'), path: ['server', 'start'] }));
  await eventually('everybody', () => events('driverLoaded').length === cars);
  await rig.order('calm');
  await rig.order('finish');
  await eventually('the race', () => events('sessionStarted').some(({ facts }) => facts.kind === 'race'));
  const drivers = events('driverJoined').map(({ driver }) => driver);
  return { ...race, drivers: drivers.toSorted((one, other) => one.carId - other.carId) };
}
