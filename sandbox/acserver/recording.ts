import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { decodeFromServer } from '../../src/acserver/udp/codec.ts';
import type { FromServer, PacketOf } from '../../src/acserver/udp/packets.ts';
import { messageOf, UserError } from '../../src/kit/errors.ts';

/** A race event as its plugin received it. */
export interface Recording {
  messages: readonly Recorded[];
  /** Facts from the results files that no datagram contains. */
  cars: readonly RecordedCar[];
  teams: ReadonlyMap<string, string>;
  /** The number of sectors per lap on this track. */
  splits: number;
  resultsDirectory: string;
}

export interface Recorded {
  /** When it was received, in milliseconds of the recording. */
  atMs: number;
  /** The datagram itself, which is replayed. */
  bytes: Uint8Array;
  packet: FromServer;
  /** GUIDs of the drivers whose cars sent it: none, one, or both of a contact. */
  guids: readonly string[];
}

/** A slot of the recorded server. */
export interface RecordedCar {
  model: string;
  skin: string;
}

/** Reads `<name>.ndjson`, and the results files named by its END_SESSION packets from `results/` next to it. */
export function readRecording(file: string): Recording {
  const messages = parseRecording(readRecordingText(file), file);
  const resultsDirectory = join(dirname(file), 'results');
  const results = messages
    .flatMap(({ packet }) => (packet.type === 'endSession' ? [packet.filename] : []))
    .map((filename) => join(resultsDirectory, basename(filename)))
    .filter((path) => existsSync(path))
    .map((path): Results => JSON.parse(readFileSync(path, 'utf8')));
  return {
    messages,
    resultsDirectory,
    cars: (results.at(-1)?.Cars ?? []).map(({ Model, Skin }) => ({ model: Model, skin: Skin })),
    teams: new Map(results.flatMap(({ Cars }) => Cars.map(({ Driver }) => [Driver.Guid, Driver.Team ?? '']))),
    splits: results.flatMap(({ Laps }) => Laps ?? [])[0]?.Sectors.length ?? 3,
  };
}

/**
 * The messages of the last server run in the file: if the recorder kept running while the server was restarted, the end
 * of another event comes before VERSION. If it was started late, VERSION is missing; it is then added, because a server
 * always sends it first.
 */
export function parseRecording(text: string, file = 'the recording'): Recorded[] {
  const lines = text.split('\n').slice(1).filter(Boolean);
  const messages = lines.map((line, index) => parseLine(line, `${file}, line ${index + 2}`));
  const begin = messages.findLastIndex(({ packet }) => packet.type === 'version');
  const life = begin < 0 ? [versionBefore(messages), ...messages] : messages.slice(begin);
  return withDrivers(life);
}

interface Results {
  Cars: { Model: string; Skin: string; Driver: { Guid: string; Team?: string } }[];
  Laps: { Sectors: number[] }[] | null;
}

function readRecordingText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`the recording ${file} cannot be read: ${messageOf(error)}`);
  }
}

function parseLine(line: string, where: string): Omit<Recorded, 'guids'> {
  try {
    const { tMs, hex }: { tMs: number; hex: string } = JSON.parse(line);
    const bytes = Buffer.from(hex, 'hex');
    return { atMs: tMs, bytes, packet: decodeFromServer(bytes) };
  } catch (error) {
    throw new UserError(`${where} is not a recorded datagram: ${messageOf(error)}`);
  }
}

function versionBefore(messages: readonly Omit<Recorded, 'guids'>[]): Omit<Recorded, 'guids'> {
  const protocolVersion = messages.find(isNewSession)?.packet.protocolVersion ?? 4;
  const bytes = Buffer.from([56, protocolVersion]);
  return { atMs: messages[0]?.atMs ?? 0, bytes, packet: { type: 'version', protocolVersion } };
}

function isNewSession<M extends { packet: FromServer }>(message: M): message is M & { packet: PacketOf<'newSession'> } {
  return message.packet.type === 'newSession';
}

function withDrivers(messages: readonly Omit<Recorded, 'guids'>[]): Recorded[] {
  const drivers = new Map<number, string>();
  return messages.map((message) => {
    const { packet } = message;
    if (packet.type === 'newConnection') drivers.set(packet.carId, packet.driverGuid);
    return { ...message, guids: carsOf(packet).flatMap((carId) => drivers.get(carId) ?? []) };
  });
}

function carsOf(packet: FromServer): number[] {
  const cars = 'carId' in packet ? [packet.carId] : [];
  return 'otherCarId' in packet ? [...cars, packet.otherCarId] : cars;
}
