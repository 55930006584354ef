// Custom penalties of the manager's own server, from its documentation: given by one of its accounts or its rules, sent
// to cars that opted in, and cleared by an account or, for ballast and restrictor, after some laps.
import type { Slot } from '../world.ts';
import { tellExtra } from './extraInfo.ts';
import type { ManagersType } from './managersTypes.ts';
import type { Scene } from './scene.ts';

export interface ManagersOrder {
  readonly type: ManagersType;
  /** Laps to serve it in, kilograms, percent or milliseconds. */
  readonly extra: number;
  /** After how many laps ballast and restrictor clear; 0 for never. */
  readonly clearIn: number;
  /** The account, or "Automatic". */
  readonly by: string;
  /** The cause's number; 9 is "given by admin". */
  readonly cause: number;
}

export function penalise(scene: Scene, slot: Slot, { type, extra, clearIn, by, cause }: ManagersOrder): void {
  const { carId, driver } = slot;
  if (!driver) return;
  if (type !== 'Time') {
    const lapsLeft = type !== 'Drive Through' && clearIn > 0 ? clearIn : undefined;
    scene.managersPenalties.push({ guid: driver.guid, type, lapsLeft });
  }
  if (type === 'Ballast') slot.ballastKg = extra;
  if (type === 'Restrictor') slot.restrictor = extra;
  tellExtra(scene, (carIdOf) =>
    ['Penalty Applied', carIdOf(carId), driver.guid, type, by, clearIn, cause, extra].join(','),
  );
}

/** Returns whether there was one. Time penalties never clear. */
export function clearPenalty(scene: Scene, slot: Slot, type: ManagersType): boolean {
  const { carId, driver } = slot;
  const index = scene.managersPenalties.findIndex((each) => each.guid === driver?.guid && each.type === type);
  if (index < 0 || !driver) return false;
  scene.managersPenalties.splice(index, 1);
  if (type === 'Ballast') slot.ballastKg = 0;
  if (type === 'Restrictor') slot.restrictor = 0;
  tellExtra(scene, (carIdOf) => ['Penalty Cleared', carIdOf(carId), driver.guid, type].join(','));
  return true;
}

/** Call when a lap of this car is over. */
export function countLap(scene: Scene, slot: Slot): void {
  for (const penalty of [...scene.managersPenalties]) {
    if (penalty.guid !== slot.driver?.guid || penalty.lapsLeft === undefined) continue;
    penalty.lapsLeft -= 1;
    if (penalty.lapsLeft === 0) clearPenalty(scene, slot, penalty.type);
  }
}
