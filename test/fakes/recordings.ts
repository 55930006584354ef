import { readFileSync } from 'node:fs';
import { decodeFromServer } from '../../src/acserver/udp/codec.ts';
import type { FromServer } from '../../src/acserver/udp/packets.ts';

const directory = new URL('../../sandbox/recordings/', import.meta.url);

export interface Recorded {
  /** Milliseconds since the first datagram. */
  readonly tMs: number;
  readonly packet: FromServer;
}

/** A recorded race event; the first line of the file is its provenance. */
export const recording = (name: string): Recorded[] =>
  readFileSync(new URL(`${name}.ndjson`, directory), 'utf8')
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { tMs: number; hex: string })
    .map(({ tMs, hex }) => ({ tMs, packet: decodeFromServer(Buffer.from(hex, 'hex')) }));

/** The parts of a vanilla results file that the tests compare with. */
export interface RecordedResults {
  readonly Result: readonly { DriverGuid: string; CarId: number; BestLap: number }[];
  readonly Laps: readonly { DriverGuid: string; CarId: number; LapTime: number; Cuts: number }[];
  /** null when there were none. */
  readonly Events:
    | readonly {
        Type: 'COLLISION_WITH_CAR' | 'COLLISION_WITH_ENV';
        CarId: number;
        Driver: { Guid: string };
        OtherCarId: number;
        OtherDriver: { Guid: string };
        ImpactSpeed: number;
      }[]
    | null;
}

/** @param file as END_SESSION names it: `results/2019_3_2_21_36_RACE.json` */
export const recordedResults = (file: string): RecordedResults =>
  JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as RecordedResults;
