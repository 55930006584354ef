import { UserError } from '../kit/errors.ts';
import type { Rows } from './rows.ts';

/** SQL, or a function for what SQL alone cannot do. Runs in one transaction with all the other pending steps. */
type Step = string | ((rows: Rows) => void);

/**
 * The tables that one room of the program owns. Steps are applied once and in order. A shipped step is never edited,
 * and rooms and numbers never change, because the store records by them which steps were applied.
 */
export interface Tables {
  readonly room: string;
  readonly steps: readonly Step[];
}

/**
 * A change to shipped tables that reads or writes those of another room. All rooms share one list of such changes, in
 * the order in which they were made; it runs after every room's own steps.
 */
export interface StoreChange {
  readonly room: string;
  /** Continues the numbering of the room's own steps. */
  readonly number: number;
  readonly step: Step;
}

interface Pending {
  readonly room: string;
  readonly number: number;
  readonly step: Step;
}

/**
 * The steps still to be run, in order, given how many steps of each room have been applied.
 *
 * @param where how a message names what is to be upgraded
 * @throws UserError when a room has more steps applied than we know, or is none of ours
 */
export function pendingSteps(
  rooms: readonly Tables[],
  changes: readonly StoreChange[],
  applied: ReadonlyMap<string, number>,
  where = 'The data in DATA_DIR',
): readonly Pending[] {
  const own = rooms.flatMap(({ room, steps }) => steps.map((step, index) => ({ room, number: index + 1, step })));
  const all = [...own, ...changes];
  // An unknown room can only come from a later version: rooms are never removed.
  const unknown = [...applied.keys()].find((each) => rooms.every(({ room }) => room !== each));
  if (unknown !== undefined) throw newer(where, unknown);
  for (const { room } of rooms) {
    const numbers = all.filter((each) => each.room === room).map(({ number }) => number);
    if (numbers.some((number, index) => number !== index + 1)) {
      throw new Error(`the steps of ${room} are numbered ${numbers.join(', ')}`);
    }
    if ((applied.get(room) ?? 0) > numbers.length) {
      throw newer(where, room);
    }
  }
  return all.filter(({ room, number }) => number > (applied.get(room) ?? 0));
}

const newer = (where: string, room: string): UserError =>
  new UserError(`${where} was written by a newer Pitwall (${room}); update this one.`);
