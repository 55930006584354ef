import type { PacketOf } from '../../../src/acserver/udp/packets.ts';
import type { Order } from '../answers.ts';
import { addToBlacklist, readBlacklist } from '../blacklist.ts';
import { adminLines, kickLines } from '../log/driving.ts';
import { barredLines, noSlotLines } from '../log/join.ts';
import { pluginLines } from '../log/plugin.ts';
import { type Driver, elapsedMs, isOverheard, KICKED_GUID, leave, type Slot } from '../world.ts';
import type { Guest, Wish } from './crowd.ts';
import { optsInOrOut } from './extraInfo.ts';
import type { Scene } from './scene.ts';
import { slotFor } from './slots.ts';

/** Carries out a simulated person's wish. Returns an admin's line for the server to carry out. */
export function grant(scene: Scene, wish: Wish): string | undefined {
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

/** Handles what a driver types. Returns the line if it is a command and the driver is an admin. */
export function say(scene: Scene, carId: number, message: string): string | undefined {
  const { world, admins, dialect } = scene;
  const slot = world.slots[carId];
  if (!slot?.driver) return undefined;
  const isCommand = message.startsWith('/');
  if (!isCommand || dialect.forwardsSlash) scene.emit({ type: 'chat', carId, message });
  if (!isCommand) return undefined;
  if (dialect.enhanced && optsInOrOut(scene, slot, message)) return undefined;
  const [, password] = /^\/admin (.+)$/.exec(message) ?? [];
  if (password !== undefined) {
    if (password !== world.config.adminPassword) return undefined;
    admins.add(carId);
    scene.print(adminLines(slot));
    return undefined;
  }
  if (!admins.has(carId)) return undefined;
  scene.print(pluginLines.adminCommand(message));
  return message;
}

/** Removes a driver. BLACKLIST_MODE decides whether they may come back; banned drivers never may. */
export function putOut(scene: Scene, { by, carId, ban }: Omit<Extract<Order, { kind: 'kick' }>, 'kind'>): void {
  const { world, directory, barred, dialect } = scene;
  const slot = world.slots[carId];
  if (!slot?.driver) return;
  if (by === 'packet' && dialect.loadingOverhearsKick && isOverheard(slot)) {
    scene.print(kickLines(slot).slice(0, 1));
    return;
  }
  const { guid } = slot.driver;
  const blacklistMode = dialect.kicksKeepOut ? world.config.blacklistMode : 0;
  if ((ban && !barred.has(guid)) || blacklistMode === 2) addToBlacklist(directory, guid);
  if (ban || blacklistMode > 0) barred.add(guid);
  close(scene, slot, 'kicked');
}

/** The server has noticed a change of blacklist.txt: drivers who are on it now are removed. */
export function reloadBlacklist(scene: Scene): void {
  const { barred, directory, world } = scene;
  barred.clear();
  for (const guid of readBlacklist(directory)) barred.add(guid);
  for (const slot of world.slots) if (slot.driver && barred.has(slot.driver.guid)) close(scene, slot, 'kicked');
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

/** The car appears only once its driver has loaded the track. */
function load(scene: Scene, slot: Slot, guid: string): void {
  const { field, world, crowd } = scene;
  const skill = crowd.skillOf(guid);
  if (!skill || slot.isLoaded) return;
  const lightsMs = world.session?.sessionType === 3 ? world.nowMs - elapsedMs(world) : 0;
  Object.assign(field.add(slot.carId, skill, Math.max(world.nowMs, lightsMs)), loadOf(slot));
  scene.reports.loaded(slot.carId, world.nowMs);
  scene.emit({ type: 'clientLoaded', carId: slot.carId });
}

function close(scene: Scene, slot: Slot, why: 'left' | 'kicked'): void {
  const { world, field, reports, admins, optedIn, crowd } = scene;
  const { carId, driver } = slot;
  if (!driver) return;
  const { guid } = driver;
  if (why === 'kicked' && scene.overwritesKicked) driver.guid = KICKED_GUID;
  field.remove(carId);
  reports.drop(carId);
  admins.delete(carId);
  optedIn.delete(carId);
  const packet: PacketOf<'connectionClosed'> = { type: 'connectionClosed', ...connectionOf(carId, driver) };
  if (why === 'left') {
    scene.emit(packet);
    return;
  }
  scene.print(kickLines(slot));
  leave(world, carId);
  crowd.kicked(guid);
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
