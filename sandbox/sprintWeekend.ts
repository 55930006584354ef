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

/** What a server is set up for. */
export interface Weekend {
  readonly sessions: readonly PacketOf<'newSession'>[];
  readonly cars: readonly RecordedCar[];
}

/** One race by the clock, over and over again; its grid stands for half a minute and what a start of the server takes. */
export const sprintRace = ({ cars, minutes }: { readonly cars: number; readonly minutes: number }): Weekend => ({
  sessions: [{ ...race, sessionIndex: 0, sessionCount: 1, laps: 0, timeMinutes: minutes, waitTime: 34_000 }],
  cars: Array.from({ length: cars }, (_, index) => ({
    model: models[index % models.length] ?? '',
    skin: skins[Math.floor(index / models.length) % skins.length] ?? '',
  })),
});

/** Three minutes of qualifying and six laps of racing for eight cars of two models, over and over again. */
export const sprintWeekend: Weekend = {
  sessions: [qualify, race],
  cars: skins.flatMap((skin) => models.map((model) => ({ model, skin }))),
};
