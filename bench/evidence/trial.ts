/** A duel as Pitwall hears it. */

import type { TrackLine } from '../../src/features/evidence/line.ts';
import type { ContactReport } from '../../src/features/evidence/reports.ts';
import { keepTraces } from '../../src/race/traces.ts';
import type { Sample } from '../../src/race/tracesSample.ts';
import type { Bend } from './bend.ts';
import type { Heard } from './heard.ts';

export interface Trial {
  /** In the order of the cars; undefined where a game reported nothing. */
  readonly reports: readonly [ContactReport | undefined, ContactReport | undefined];
  readonly traces: readonly [readonly Sample[], readonly Sample[]];
}

export const CARS = [0, 1] as const;

export function trialOf({ packets }: Pick<Heard, 'packets'>): Trial {
  const traces = keepTraces();
  const reports: ContactReport[] = [];
  for (const { at, packet } of packets) {
    traces.note(packet, at);
    if (packet.type !== 'clientEvent') continue;
    const { carId, worldPos: position, relPos: relativePosition } = packet;
    reports.push({ carId, at, position, relativePosition });
  }
  const reportOf = (carId: number): ContactReport | undefined => reports.find((each) => each.carId === carId);
  const traceOf = (carId: number): readonly Sample[] => traces.of(carId, 0, Infinity);
  return { reports: [reportOf(0), reportOf(1)], traces: [traceOf(0), traceOf(1)] };
}

/** The true line: the error of a learnt one is measured elsewhere. */
export function lineOf(bend: Bend): TrackLine {
  const corner = {
    number: 1,
    name: 'T1',
    turns: bend.turns === 1 ? ('left' as const) : ('right' as const),
    turnInS: bend.turnInS,
    apexS: 0,
  };
  return {
    place: (at) => bend.placeOf(at),
    ahead: (from, to) => to - from,
    cornerAt: () => corner,
    whereAt: () => 'T1',
    isInPits: () => false,
  };
}
