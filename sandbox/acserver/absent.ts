// Corrects what a recording still reports about a driver who was kicked during its replay.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LeaderboardRow } from '../../src/acserver/udp/dialects.ts';
import type { Recorded } from './recording.ts';
import { KICKED_GUID, NO_LAP } from './world.ts';

type Board = readonly LeaderboardRow[];

/** The recorded board, with the rows of these cars frozen when their drivers left, re-sorted. */
export function boardWithout(
  board: Board,
  absent: ReadonlySet<number>,
  { last, isRace }: { last: Board; isRace: boolean },
): Board {
  if (!board.some(({ carId }) => absent.has(carId))) return board;
  const nothing = { timeMs: isRace ? 0 : NO_LAP, laps: 0, completed: 0 as const };
  const rows = board.map((row) => {
    if (!absent.has(row.carId)) return row;
    return last.find(({ carId }) => carId === row.carId) ?? { carId: row.carId, ...nothing };
  });
  return rows.toSorted(isRace ? (a, b) => b.laps - a.laps || a.timeMs - b.timeMs : (a, b) => a.timeMs - b.timeMs);
}

/** Counts how much of the running session's results file was played. */
export class Played {
  readonly #counts = new Map<string, number>();

  begin(): void {
    this.#counts.clear();
  }

  add({ packet, guids }: Recorded): void {
    if (packet.type !== 'lapCompleted' && packet.type !== 'clientEvent') return;
    const key = keyOf(packet.type === 'lapCompleted' ? 'lap' : 'contact', guids);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** Keeps the first entries of each kind, as many as were played. */
  first<T>(kind: 'lap' | 'contact', entries: readonly T[], guidsOf: (entry: T) => readonly string[]): T[] {
    const left = new Map(this.#counts);
    return entries.filter((entry) => {
      const key = keyOf(kind, guidsOf(entry));
      const count = left.get(key) ?? 0;
      left.set(key, count - 1);
      return count > 0;
    });
  }
}

const keyOf = (kind: string, guids: readonly string[]): string => [kind, ...guids].join(' ');

export interface ResultsCopy {
  from: string;
  to: string;
  /** Drivers whose laps and contacts in the file go beyond what was played. */
  absent: ReadonlySet<string>;
  played: Played;
  board: Board;
  /** Whether the slot of a kicked driver lost its GUID. */
  overwritesKicked: boolean;
}

interface Results {
  Type: string;
  Cars: { Driver: { Guid: string; GuidsList?: string[] | null } }[];
  Result: { DriverGuid: string; CarId: number; BestLap: number; TotalTime: number }[];
  Laps: { DriverGuid: string; LapTime: number; Cuts: number }[] | null;
  Events: { Driver: { Guid: string }; OtherDriver: { Guid: string } }[] | null;
}

/** Copies the recorded results file into place, without what was not driven this time. */
export function copyResults({ from, to, absent, played, board, overwritesKicked }: ResultsCopy): void {
  mkdirSync(dirname(to), { recursive: true });
  if (absent.size === 0) {
    copyFileSync(from, to);
    return;
  }
  const file: Results = JSON.parse(readFileSync(from, 'utf8'));
  const isAbsent = (guids: readonly string[]) => guids.some((guid) => absent.has(guid));
  const laps = file.Laps ?? [];
  const driven = new Set(played.first('lap', laps, ({ DriverGuid }) => [DriverGuid]));
  const guidsIn = ({ Driver, OtherDriver }: NonNullable<Results['Events']>[number]) =>
    [Driver.Guid, OtherDriver.Guid].filter(Boolean);
  const events = file.Events ?? [];
  const happened = new Set(played.first('contact', events, guidsIn));
  file.Laps = orNull(laps.filter((lap) => !absent.has(lap.DriverGuid) || driven.has(lap)));
  file.Events = orNull(events.filter((event) => !isAbsent(guidsIn(event)) || happened.has(event)));
  for (const result of file.Result.filter(({ DriverGuid }) => absent.has(DriverGuid))) {
    const own = (file.Laps ?? []).filter(({ DriverGuid }) => DriverGuid === result.DriverGuid);
    const counting = file.Type === 'RACE' ? own : own.filter(({ Cuts }) => Cuts === 0);
    const row = board.find(({ carId }) => carId === result.CarId);
    result.BestLap = Math.min(NO_LAP, ...counting.map(({ LapTime }) => LapTime));
    result.TotalTime = file.Type === 'RACE' ? (row?.timeMs ?? 0) : own.reduce((sum, { LapTime }) => sum + LapTime, 0);
    if (overwritesKicked) result.DriverGuid = KICKED_GUID;
  }
  if (overwritesKicked) {
    for (const { Driver } of file.Cars) if (absent.has(Driver.Guid)) Driver.Guid = KICKED_GUID;
  }
  writeFileSync(to, JSON.stringify(file, null, '\t'));
}

const orNull = <T>(list: T[]): T[] | null => (list.length > 0 ? list : null);
