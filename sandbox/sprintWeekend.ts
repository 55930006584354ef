import type { PacketOf } from '../src/acserver/udp/packets.ts';
import type { RecordedCar } from './acserver/recording.ts';

const event = {
  type: 'newSession',
  protocolVersion: 4,
  currentSessionIndex: 0,
  sessionCount: 2,
  elapsedMs: 0,
  serverName: 'Sunday Sprint League',
  track: 'pitwall_ring',
  trackConfig: '',
  weatherGraphics: '3_clear',
  ambientTemp: 22,
  roadTemp: 29,
} as const;

const qualify: PacketOf<'newSession'> = {
  ...event,
  sessionIndex: 0,
  name: 'Qualify',
  sessionType: 2,
  timeMinutes: 3,
  laps: 0,
  waitTime: 0,
};

const race: PacketOf<'newSession'> = {
  ...event,
  sessionIndex: 1,
  name: 'Race',
  sessionType: 3,
  timeMinutes: 0,
  laps: 6,
  waitTime: 30_000,
};

const skins = ['00_white', '01_red', '02_blue', '03_green'];

/** Three minutes of qualifying and six laps of racing for eight cars of two models, over and over again. */
export const sprintWeekend: { sessions: readonly PacketOf<'newSession'>[]; cars: readonly RecordedCar[] } = {
  sessions: [qualify, race],
  cars: skins.flatMap((skin) => [
    { model: 'ks_mazda_mx5_cup', skin },
    { model: 'ks_abarth500_assetto_corse', skin },
  ]),
};
