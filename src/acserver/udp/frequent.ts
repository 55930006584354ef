/**
 * Readers of packets that arrive many times a second, or in bursts: object literals, whose shape the engine knows
 * beforehand, instead of the loop over the table. The compiler checks their fields, the tests their order.
 */
import { board, weather } from './dialects.ts';
import { f32, i32, narrow, u8, u16, u32, type ValuesOf, vec3, wide } from './fields.ts';
import { type FromServer, fromServer, type PacketOf } from './packets.ts';
import type { Reader } from './reader.ts';

// As constants: a property of an import would be looked up again for every field.
const { read: readByte } = u8;
const { read: readWord } = u16;
const { read: readLong } = u32;
const { read: readSignedLong } = i32;
const { read: readFloat } = f32;
const { read: readVector } = vec3;
const { read: readWide } = wide;
const { read: readNarrow } = narrow;
const { read: readWeather } = weather;
const { read: readBoard } = board;

type FrequentReaders = { readonly [Type in FromServer['type']]?: (reader: Reader) => PacketOf<Type> };

/** A reader of fields that several packets share. */
type Reading<Type, Fields> = (reader: Reader) => { readonly type: Type } & Fields;

type Session = ValuesOf<(typeof fromServer.newSession)[1]>;
const sessionReader =
  <Type>(type: Type): Reading<Type, Session> =>
  (reader) => ({
    type,
    protocolVersion: readByte(reader, 'protocolVersion'),
    sessionIndex: readByte(reader, 'sessionIndex'),
    currentSessionIndex: readByte(reader, 'currentSessionIndex'),
    sessionCount: readByte(reader, 'sessionCount'),
    serverName: readWide(reader, 'serverName'),
    track: readNarrow(reader, 'track'),
    trackConfig: readNarrow(reader, 'trackConfig'),
    name: readNarrow(reader, 'name'),
    sessionType: readByte(reader, 'sessionType'),
    timeMinutes: readWord(reader, 'timeMinutes'),
    laps: readWord(reader, 'laps'),
    waitTime: readWord(reader, 'waitTime'),
    ambientTemp: readByte(reader, 'ambientTemp'),
    roadTemp: readByte(reader, 'roadTemp'),
    weatherGraphics: readWeather(reader, 'weatherGraphics'),
    elapsedMs: readSignedLong(reader, 'elapsedMs'),
  });

type Connection = ValuesOf<(typeof fromServer.newConnection)[1]>;
const connectionReader =
  <Type>(type: Type): Reading<Type, Connection> =>
  (reader) => ({
    type,
    driverName: readWide(reader, 'driverName'),
    driverGuid: readWide(reader, 'driverGuid'),
    carId: readByte(reader, 'carId'),
    carModel: readNarrow(reader, 'carModel'),
    carSkin: readNarrow(reader, 'carSkin'),
  });

const {
  car: [CAR],
  environment: [ENVIRONMENT],
} = fromServer.clientEvent[1].subtypes;

export const frequent: FrequentReaders = {
  newSession: sessionReader('newSession'),
  newConnection: connectionReader('newConnection'),
  connectionClosed: connectionReader('connectionClosed'),
  carUpdate: (reader) => ({
    type: 'carUpdate',
    carId: readByte(reader, 'carId'),
    pos: readVector(reader, 'pos'),
    velocity: readVector(reader, 'velocity'),
    gear: readByte(reader, 'gear'),
    rpm: readWord(reader, 'rpm'),
    normalizedSplinePos: readFloat(reader, 'normalizedSplinePos'),
  }),
  /** Asked for every two seconds while a server says nothing else. */
  sessionInfo: sessionReader('sessionInfo'),
  lapCompleted: (reader) => ({
    type: 'lapCompleted',
    carId: readByte(reader, 'carId'),
    lapTimeMs: readLong(reader, 'lapTimeMs'),
    cuts: readByte(reader, 'cuts'),
    leaderboard: readBoard(reader, 'leaderboard'),
    gripLevel: readFloat(reader, 'gripLevel'),
  }),
  clientEvent(reader) {
    const subtype = readByte(reader, 'subtype');
    if (subtype === CAR) return contactWithCar(reader);
    if (subtype === ENVIRONMENT) return contactWithEnvironment(reader);
    throw reader.fail('subtype', `${subtype} is unknown`);
  },
};

const contactWithCar = (reader: Reader): PacketOf<'clientEvent'> => ({
  type: 'clientEvent',
  subtype: 'car',
  carId: readByte(reader, 'carId'),
  otherCarId: readByte(reader, 'otherCarId'),
  impactSpeed: readFloat(reader, 'impactSpeed'),
  worldPos: readVector(reader, 'worldPos'),
  relPos: readVector(reader, 'relPos'),
});

const contactWithEnvironment = (reader: Reader): PacketOf<'clientEvent'> => ({
  type: 'clientEvent',
  subtype: 'environment',
  carId: readByte(reader, 'carId'),
  impactSpeed: readFloat(reader, 'impactSpeed'),
  worldPos: readVector(reader, 'worldPos'),
  relPos: readVector(reader, 'relPos'),
});
