import type { PacketOf } from '../../../src/acserver/udp/packets.ts';
import { adminOrder, type Order } from '../answers.ts';
import { addToBlacklist } from '../blacklist.ts';
import { adminLines, kickLines } from '../log/driving.ts';
import { barredLines, noSlotLines } from '../log/join.ts';
import { pluginLines } from '../log/plugin.ts';
import { type Driver, leave, type Slot } from '../world.ts';
import type { Guest, Wish } from './crowd.ts';
import type { Scene } from './scene.ts';
import { slotFor } from './slots.ts';

/** Does what somebody at home wants to do; a chat line of an admin may be an order. */
export function grant(scene: Scene, wish: Wish): Order | undefined {
  if (wish.kind === 'join') {
    ask(scene, wish.guest);
    return undefined;
  }
  const slot = scene.world.slots.find(({ driver }) => driver?.guid === wish.guid);
  if (!slot) return undefined;
  if (wish.kind === 'say') return say(scene, slot.carId, wish.text);
  if (wish.kind === 'load') load(scene, slot, wish.guid);
  else close(scene, slot, 'left');
  return undefined;
}

/** What a driver types. Returns the order it is, if he is an admin. */
export function say(scene: Scene, carId: number, message: string): Order | undefined {
  const { world, admins, dialect } = scene;
  const slot = world.slots[carId];
  if (!slot?.driver) return undefined;
  const isCommand = message.startsWith('/');
  if (!isCommand || dialect.forwardsSlash) scene.emit({ type: 'chat', carId, message });
  if (!isCommand) return undefined;
  const [, password] = /^\/admin (.+)$/.exec(message) ?? [];
  if (password !== undefined) {
    if (password !== world.config.adminPassword) return undefined;
    admins.add(carId);
    scene.print(adminLines(slot));
    return undefined;
  }
  if (!admins.has(carId)) return undefined;
  scene.print(pluginLines.adminCommand(message));
  return adminOrder(world, message).order;
}

/** Puts a driver out. Whether he may come back is what BLACKLIST_MODE says; the banned never may. */
export function putOut(scene: Scene, { carId, ban }: { carId: number; ban: boolean }): void {
  const { world, directory, barred } = scene;
  const slot = world.slots[carId];
  if (!slot?.driver) return;
  const { guid } = slot.driver;
  const { blacklistMode } = world.config;
  if (ban || blacklistMode > 0) barred.add(guid);
  if (ban || blacklistMode === 2) addToBlacklist(directory, guid);
  close(scene, slot, 'kicked');
}

/** The last session of a server without LOOP_MODE is over. */
export function closeAll(scene: Scene): void {
  for (const slot of scene.world.slots) if (slot.driver) close(scene, slot, 'left');
}

function ask(scene: Scene, guest: Guest): void {
  const { world, barred, crowd, admins } = scene;
  const { guid, name, model, password } = guest;
  const isBarred = barred.has(guid);
  const slot = isBarred ? undefined : slotFor(world, guid, model);
  if (slot) scene.emit({ type: 'newConnection', ...connectionOf(slot.carId, guest) });
  else scene.print(isBarred ? barredLines(name, model) : noSlotLines(name, guid, model, 0));
  if (slot && password && password === world.config.adminPassword) admins.add(slot.carId);
  crowd.answered(guid, slot !== undefined);
}

/** The car is there when its driver has loaded the track, not before. */
function load(scene: Scene, slot: Slot, guid: string): void {
  const { field, world, crowd } = scene;
  const skill = crowd.skillOf(guid);
  if (!skill || slot.isLoaded) return;
  Object.assign(field.add(slot.carId, skill, world.nowMs), loadOf(slot));
  scene.emit({ type: 'clientLoaded', carId: slot.carId });
}

function close(scene: Scene, slot: Slot, why: 'left' | 'kicked'): void {
  const { world, field, reports, admins, crowd } = scene;
  const { carId, driver } = slot;
  if (!driver) return;
  field.remove(carId);
  reports.drop(carId);
  admins.delete(carId);
  const packet: PacketOf<'connectionClosed'> = { type: 'connectionClosed', ...connectionOf(carId, driver) };
  if (why === 'left') {
    scene.emit(packet);
    return;
  }
  scene.print(kickLines(slot));
  leave(world, carId);
  crowd.kicked(driver.guid);
  scene.send(packet);
}

export const loadOf = ({ ballastKg, restrictor }: Slot) => ({ ballastKg, restrictor });

const connectionOf = (carId: number, { name, guid, model, skin }: Driver) => ({
  driverName: name,
  driverGuid: guid,
  carId,
  carModel: model,
  carSkin: skin,
});
