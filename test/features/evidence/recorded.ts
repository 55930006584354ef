/** The contacts of the recorded races as the game server wrote them, with the UDP time where it was recorded. */
import { readFileSync } from 'node:fs';
import { parseResults } from '../../../src/acserver/results/read.ts';
import { decodeFromServer } from '../../../src/acserver/udp/codec.ts';
import type { FromServer } from '../../../src/acserver/udp/packets.ts';
import type { ContactReport } from '../../../src/features/evidence/reports.ts';

export interface RecordedReport extends ContactReport {
  /** Index in the file's Events. */
  readonly index: number;
  /** Undefined for a wall. */
  readonly otherCarId: number | undefined;
  readonly isTimed: boolean;
}

const RECORDINGS = 'sandbox/recordings';

const FILES = {
  BG: ['test/fixtures/results/2019_2_15_21_16_RACE.json'],
  NQ: [`${RECORDINGS}/results/2019_3_2_21_21_QUALIFY.json`, `${RECORDINGS}/nurburgring_sprint_b.ndjson`],
  NR: [`${RECORDINGS}/results/2019_3_2_21_36_RACE.json`, `${RECORDINGS}/nurburgring_sprint_b.ndjson`],
  SQ: [`${RECORDINGS}/results/2019_3_2_22_15_QUALIFY.json`, `${RECORDINGS}/suzuka_east.ndjson`],
  SR: [`${RECORDINGS}/results/2019_3_2_22_28_RACE.json`, `${RECORDINGS}/suzuka_east.ndjson`],
} as const;

export type RecordedSession = keyof typeof FILES;
export const RECORDED_SESSIONS: readonly RecordedSession[] = ['BG', 'NQ', 'NR', 'SQ', 'SR'];

export function recordedReports(session: RecordedSession): RecordedReport[] {
  const [results, udp] = FILES[session];
  const timed = udp === undefined ? [] : timedReports(udp);
  const { contacts } = parseResults(readFileSync(results), results);
  return contacts.map(({ carId, other, position, relativePosition }, index) => {
    const told = timed.find((each) => each.carId === carId && isNear(each.position, vector(position)));
    return {
      index,
      carId,
      otherCarId: other?.carId,
      at: told?.at ?? 0,
      isTimed: told !== undefined,
      position: vector(position),
      relativePosition: vector(relativePosition),
    };
  });
}

type Vector = ContactReport['position'];

const vector = ({ x, y, z }: { readonly x: number; readonly y: number; readonly z: number }): Vector => [x, y, z];

const isNear = (one: Vector, other: Vector): boolean =>
  Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]) < 1e-3;

function timedReports(path: string): readonly ContactReport[] {
  return packetsIn(path).flatMap(({ at, packet }) => {
    if (packet.type !== 'clientEvent') return [];
    return [{ carId: packet.carId, at, position: packet.worldPos, relativePosition: packet.relPos }];
  });
}

function packetsIn(path: string): { readonly at: number; readonly packet: FromServer }[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.flatMap((line) => {
    const { tMs, hex } = JSON.parse(line);
    return hex === undefined ? [] : [{ at: Number(tMs), packet: decodeFromServer(Buffer.from(hex, 'hex')) }];
  });
}

/** How long after its previous report each client sent the next one, ms. Resets when a car joins or has loaded. */
export function gapsOfReports(): readonly number[] {
  return ['nurburgring_sprint_b', 'red-bull-ring', 'suzuka_east'].flatMap((name) => {
    const last = new Map<number, number>();
    return packetsIn(`${RECORDINGS}/${name}.ndjson`).flatMap(({ at, packet }) => {
      if (packet.type === 'newConnection' || packet.type === 'clientLoaded') last.delete(packet.carId);
      if (packet.type !== 'clientEvent') return [];
      const before = last.get(packet.carId);
      last.set(packet.carId, at);
      return before === undefined ? [] : [at - before];
    });
  });
}
