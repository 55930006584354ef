import { askedSession, board, file, weather } from './dialects.ts';
import { bool, type Fields, f32, i32, narrow, u8, u16, u32, unixMs, type ValuesOf, vec3, wide } from './fields.ts';

// The plugin protocol of acServer, version 4: one datagram is one packet, an id byte followed by these fields. Types,
// decoder and encoder are derived from these two tables; a packet or a field is one entry here. Only what `frequent.ts`
// reads is also named there, and does not compile otherwise.

const session = {
  protocolVersion: u8,
  /** The session described. 255 is the server's "-1": the first session, not properly started. */
  sessionIndex: u8,
  /** The session the server is in. */
  currentSessionIndex: u8,
  sessionCount: u8,
  /** May end in ` ℹ8081`, the port of Content Manager's wrapper. */
  serverName: wide,
  track: narrow,
  trackConfig: narrow,
  name: narrow,
  /** 0 booking, 1 practice, 2 qualify, 3 race. */
  sessionType: u8,
  /** 0 for a race over laps. */
  timeMinutes: u16,
  /** 0 for a session over time. */
  laps: u16,
  /** Milliseconds, wrapped at 65536: a wait of 80 s arrives as 14464. `elapsedMs` is right. */
  waitTime: u16,
  /** °C. */
  ambientTemp: u8,
  roadTemp: u8,
  weatherGraphics: weather,
  /** Since the start; negative while the field waits for the lights. */
  elapsedMs: i32,
};

// Car model and skin are narrow here and wide in CAR_INFO: seen on the wire, not a mistake.
const connection = { driverName: wide, driverGuid: wide, carId: u8, carModel: narrow, carSkin: narrow };

/** `impactSpeed` in km/h; `relPos` in the car's own frame. */
const impact = { impactSpeed: f32, worldPos: vec3, relPos: vec3 };

export const fromServer = {
  newSession: [50, session],
  newConnection: [51, connection],
  connectionClosed: [52, connection],
  /** `pos` in m, `velocity` in m/s, `gear` 0 reverse, 1 neutral, 2 first; `normalizedSplinePos` 0 to 1 around the lap. */
  carUpdate: [53, { carId: u8, pos: vec3, velocity: vec3, gear: u8, rpm: u16, normalizedSplinePos: f32 }],
  /** The answer to getCarInfo. `isConnected` is still false while the driver loads. */
  carInfo: [
    54,
    {
      carId: u8,
      isConnected: bool,
      carModel: wide,
      carSkin: wide,
      driverName: wide,
      driverTeam: wide,
      driverGuid: wide,
    },
  ],
  /** The results file, relative to the server's directory. Not sent if no lap was driven. */
  endSession: [55, { filename: file }],
  version: [56, { protocolVersion: u8 }],
  chat: [57, { carId: u8, message: wide }],
  clientLoaded: [58, { carId: u8 }],
  /** The answer to getSessionInfo. */
  sessionInfo: [59, session],
  error: [60, { message: wide }],
  /**
   * Practice and qualifying rows: best valid lap (999999999 = none) and valid laps. Race rows: total time (0 = no lap)
   * and all laps.
   */
  lapCompleted: [73, { carId: u8, lapTimeMs: u32, cuts: u8, leaderboard: board, gripLevel: f32 }],
  /** Arrives 0 to 5 s late, on the client's own schedule; both cars of a contact report it. */
  clientEvent: [
    130,
    {
      subtypes: {
        car: [10, { carId: u8, otherCarId: u8, ...impact }],
        environment: [11, { carId: u8, ...impact }],
      },
    },
  ],
  // Only from the manager's own server, once enableReporting was sent: from its documentation, not seen on a wire.
  /** A sector is complete, before its lap is: `sector` from 0, `cuts` in that sector alone. */
  sectorCompleted: [150, { carId: u8, sector: u8, sectorMs: u32, cuts: u8 }],
  /** A tyre change; also sent for a driver who enters the pits and keeps the tyres. */
  tyres: [151, { carId: u8, tyre: narrow }],
  /** The answer to ping: its time unchanged, and the server's time. */
  pong: [152, { pluginTime: unixMs, serverTime: unixMs }],
} as const satisfies Table;

export const fromPlugin = {
  /** How often every loaded car is reported; 0 = never. */
  realtimePosInterval: [200, { intervalMs: u16 }],
  getCarInfo: [201, { carId: u8 }],
  sendChat: [202, { carId: u8, message: wide }],
  broadcastChat: [203, { message: wide }],
  getSessionInfo: [204, { sessionIndex: askedSession }],
  /** `time` in minutes, `waitTime` in seconds. Counts from that session's next start. */
  setSessionInfo: [205, { sessionIndex: u8, name: wide, sessionType: u8, laps: u32, time: u32, waitTime: u32 }],
  kickUser: [206, { carId: u8 }],
  nextSession: [207, {}],
  restartSession: [208, {}],
  /** Run as the server, without a login: `/kick_id 3`. */
  adminCommand: [209, { command: wide }],
  // Only for the manager's own server; the others are never sent these.
  /** From here on it sends sectorCompleted and tyres. A new server process has forgotten it. */
  enableReporting: [210, {}],
  /** Answered even without enableReporting. */
  ping: [211, { pluginTime: unixMs }],
} as const satisfies Table;

/** A packet with several layouts, told apart by one more byte after its id. */
export interface Subtypes {
  readonly subtypes: Readonly<Record<string, readonly [id: number, fields: Fields]>>;
}
export type Layout = Fields | Subtypes;
export type Table = Readonly<Record<string, readonly [id: number, layout: Layout]>>;

export type FromServer = PacketIn<typeof fromServer>;
export type FromPlugin = PacketIn<typeof fromPlugin>;
export type Packet = FromServer | FromPlugin;
/** Every packet about a race, except car positions. */
export type Telling = Exclude<FromServer, { readonly type: 'carUpdate' }>;
export type PacketOf<Type extends Packet['type']> = Extract<Packet, { readonly type: Type }>;

export type PacketIn<T extends Table> = {
  [Type in keyof T & string]: Named<{ readonly type: Type }, T[Type][1]>;
}[keyof T & string];

type Named<Name, L extends Layout> = L extends { readonly subtypes: infer S }
  ? { [Subtype in keyof S]: Flat<Name & { readonly subtype: Subtype } & FieldsAt<S[Subtype]>> }[keyof S]
  : L extends Fields
    ? Flat<Name & ValuesOf<L>>
    : never;
type FieldsAt<Row> = Row extends readonly [number, infer F extends Fields] ? ValuesOf<F> : never;
type Flat<T> = { [Key in keyof T]: T[Key] };

/** What only the manager's own server sends. */
export const isEnhanced = ({ type }: FromServer): boolean =>
  type === 'sectorCompleted' || type === 'tyres' || type === 'pong';

export const hasSubtypes = (layout: Layout): layout is Subtypes => 'subtypes' in layout;
