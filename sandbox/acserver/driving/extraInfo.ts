// The extra information of the manager's own server: comma-separated lines, sent privately to cars that opted in.
import type { PacketOf } from '../../../src/acserver/udp/packets.ts';
import { person } from '../log/format.ts';
import type { Slot } from '../world.ts';
import type { Scene } from './scene.ts';

/** Whether the driver has typed one of the two commands, which take effect at once. */
export function optsInOrOut({ optedIn }: Scene, { carId }: Slot, message: string): boolean {
  if (message === '/server-extra-info-opt-in') optedIn.add(carId);
  else if (message === '/server-extra-info-opt-out') optedIn.delete(carId);
  else return false;
  return true;
}

/** Sends a line to every car that opted in, with car ids as that car counts them. */
export function tellExtra(scene: Scene, lineFor: (carIdOf: (carId: number) => number) => string): void {
  for (const own of scene.optedIn) {
    const slot = scene.world.slots[own];
    if (slot?.driver) {
      const line = lineFor((carId) => clientCarId(carId, own));
      // Nobody has seen how its log reports this.
      scene.print([`EXTRA INFO to car ${own} ${person(slot.driver)}: ${line}`]);
    }
  }
}

export function tellCollision(scene: Scene, event: PacketOf<'clientEvent'>, isOver: boolean): void {
  const guidOf = (carId: number) => scene.world.slots[carId]?.driver?.guid ?? '';
  const other = event.subtype === 'car' ? event.otherCarId : undefined;
  const type = event.subtype === 'car' ? 10 : 11;
  const at = new Date(scene.clock.now()).toISOString().slice(0, 19).replace('T', ' ');
  tellExtra(scene, (carIdOf) =>
    [
      'Collision',
      carIdOf(event.carId),
      guidOf(event.carId),
      // For the environment the other car is 0, as in the documentation's example.
      other === undefined ? '' : guidOf(other),
      other === undefined ? 0 : carIdOf(other),
      type,
      event.impactSpeed.toFixed(2),
      vec3F(event.worldPos),
      vec3F(event.relPos),
      at,
      isOver,
    ].join(','),
  );
}

/** Milliseconds, over all laps of the session. */
export function tellAverage(scene: Scene, slot: Slot): void {
  const average = slot.laps > 0 ? Math.round(slot.totalMs / slot.laps) : 0;
  const { carId, driver } = slot;
  if (!driver || average === 0) return;
  tellExtra(scene, (carIdOf) => ['Average Lap Time Update', carIdOf(carId), driver.guid, average].join(','));
}

/** A client's own car is 0; cars with lower ids on the server are one higher, the others are the same. */
export const clientCarId = (carId: number, own: number): number => {
  if (carId === own) return 0;
  return carId < own ? carId + 1 : carId;
};

const vec3F = (values: readonly number[]): string => `"Vec3F(${values.map((value) => value.toFixed(6)).join(', ')})"`;
