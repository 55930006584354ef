import type { StdoutFact } from '../../src/acserver/stdout/facts.ts';
import type { FromServer, PacketOf } from '../../src/acserver/udp/packets.ts';
import { practiceBegins } from './packets.ts';

// One driver on one server, as reported by its plugin interface and its log.

export const GUID = '76561197900000001';
export const practice = practiceBegins();
export const race: PacketOf<'newSession'> = {
  ...practice,
  sessionIndex: 1,
  currentSessionIndex: 1,
  name: 'Race',
  sessionType: 3,
  timeMinutes: 0,
  laps: 5,
};
export const elena: PacketOf<'newConnection'> = {
  type: 'newConnection',
  carId: 3,
  driverGuid: GUID,
  driverName: 'Elena',
  carModel: 'abarth500',
  carSkin: 'red',
};
export const lap = (lapTimeMs: number): PacketOf<'lapCompleted'> => ({
  type: 'lapCompleted',
  carId: 3,
  lapTimeMs,
  cuts: 0,
  leaderboard: [],
  gripLevel: 1,
});
export const contact: FromServer = {
  type: 'clientEvent',
  subtype: 'environment',
  carId: 3,
  impactSpeed: 42.5,
  worldPos: [1, 2, 3],
  relPos: [0, 0, 1],
};
export const chat = (message: string): FromServer => ({ type: 'chat', carId: 3, message });

/** The same contact in the log. */
export const contactLine: StdoutFact = {
  fact: 'contact',
  kind: 'environment',
  slot: 3,
  name: 'Elena',
  speedKmh: 42.5,
  position: [1, 2, 3],
  relativePosition: [0, 0, 1],
};
export const line = {
  practice: { fact: 'sessionStarted', name: 'Practice', index: 0, type: 1, timeMinutes: 10, laps: 0 },
  race: { fact: 'sessionStarted', name: 'Race', index: 1, type: 3, timeMinutes: 0, laps: 5 },
  saved: { fact: 'sessionEnded', resultsFile: 'results/1.json' },
  elena: { fact: 'driverJoined', slot: 3, guid: GUID, name: 'Elena', team: '', car: 'abarth500' },
  left: { fact: 'driverLeft', how: 'clean', slot: 3, name: 'Elena', team: '' },
  lap: (lapMs: number): StdoutFact => ({ fact: 'lapCompleted', slot: 3, name: 'Elena', lapMs, cuts: 0 }),
  chat: (text: string): StdoutFact => ({ fact: 'chat', name: 'Elena', text }),
} as const;
