/** Datagrams of a game server, with defaults for fields that do not matter. */
import type { PacketOf } from '../../src/acserver/udp/packets.ts';

export const sessionBegins = (changes: Partial<PacketOf<'newSession'>> = {}): PacketOf<'newSession'> => ({
  type: 'newSession',
  protocolVersion: 4,
  sessionIndex: 0,
  currentSessionIndex: 0,
  sessionCount: 1,
  serverName: 'Test',
  track: 'magione',
  trackConfig: '',
  name: 'Race',
  sessionType: 3,
  timeMinutes: 0,
  laps: 5,
  waitTime: 0,
  ambientTemp: 18,
  roadTemp: 24,
  weatherGraphics: '3_clear',
  elapsedMs: 0,
  ...changes,
});

/** The first of two sessions. */
export const practiceBegins = (changes: Partial<PacketOf<'newSession'>> = {}): PacketOf<'newSession'> =>
  sessionBegins({ name: 'Practice', sessionType: 1, sessionCount: 2, timeMinutes: 10, laps: 0, ...changes });

export const join = (carId: number, driverGuid: string, driverName: string): PacketOf<'newConnection'> => ({
  type: 'newConnection',
  carId,
  driverGuid,
  driverName,
  carModel: 'abarth500',
  carSkin: 'red',
});

export const lapDone = (carId: number, lapTimeMs: number, cuts: number): PacketOf<'lapCompleted'> => ({
  type: 'lapCompleted',
  carId,
  lapTimeMs,
  cuts,
  leaderboard: [],
  gripLevel: 1,
});
