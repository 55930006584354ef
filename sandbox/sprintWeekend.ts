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

const models = ['ks_mazda_mx5_cup', 'ks_abarth500_assetto_corse'];

/** The event that a server is set up for. */
export interface Weekend {
  readonly sessions: readonly PacketOf<'newSession'>[];
  readonly cars: readonly RecordedCar[];
}

/**
 * One timed race, repeated endlessly. The cars stand on the grid for half a minute plus the time that a server start
 * takes.
 */
export const sprintRace = ({ cars, minutes }: { readonly cars: number; readonly minutes: number }): Weekend => ({
  sessions: [{ ...race, sessionIndex: 0, sessionCount: 1, laps: 0, timeMinutes: minutes, waitTime: 34_000 }],
  cars: Array.from({ length: cars }, (_, index) => ({
    model: models[index % models.length] ?? '',
    skin: skins[Math.floor(index / models.length) % skins.length] ?? '',
  })),
});

/** Three minutes of qualifying and a six-lap race for eight cars of two models, repeated endlessly. */
export const sprintWeekend: Weekend = {
  sessions: [qualify, race],
  cars: skins.flatMap((skin) => models.map((model) => ({ model, skin }))),
};
