import { UserError } from '../kit/errors.ts';
import type { Rows } from './rows.ts';

/** SQL, or what SQL alone cannot do. Runs in the transaction of all the steps that are due. */
type Step = string | ((rows: Rows) => void);

/**
 * The tables one room of the program owns. Steps are applied once and in order; a step that has shipped is never
 * edited, and no room or number ever changes: by them the store knows what it has behind it.
 */
export interface Tables {
  readonly room: string;
  readonly steps: readonly Step[];
}

/**
 * A change to tables that have shipped which reads or writes those of another room. Such changes are one list for all
 * rooms, in the order in which they were made, behind every room's own steps.
 */
export interface StoreChange {
  readonly room: string;
  /** Goes on counting where the room's own steps end. */
  readonly number: number;
  readonly step: Step;
}

interface Pending {
  readonly room: string;
  readonly number: number;
  readonly step: Step;
}

/**
 * What is still to be run, in the order in which it is to be run, given how many steps each room has behind it.
 *
 * @param where how a sentence calls what is to be upgraded
 * @throws UserError when a room has more behind it than we know, or is none of ours
 */
export function pendingSteps(
  rooms: readonly Tables[],
  changes: readonly StoreChange[],
  applied: ReadonlyMap<string, number>,
  where = 'The data in DATA_DIR',
): readonly Pending[] {
  const own = rooms.flatMap(({ room, steps }) => steps.map((step, index) => ({ room, number: index + 1, step })));
  const all = [...own, ...changes];
  // A room of which we know nothing can only be of a later version: rooms never go.
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
