import { presentSlots, type Slot, type World } from '../world.ts';

/**
 * The slot for a driver on a pickup server: their earlier one, then the one reserved for their GUID, then the first
 * open one with the requested model. Undefined if there is none.
 */
export function slotFor(world: World, guid: string, model: string): Slot | undefined {
  const { config } = world;
  if (presentSlots(world).length >= config.maxClients) return undefined;
  const free = world.slots.filter(({ driver }) => !driver);
  const fits = free.filter(({ entry }) => entry.model === model);
  const reserved = free.find(({ entry }) => guidsOf(entry.guid).includes(guid));
  if (reserved) return reserved;
  if (config.lockedEntryList) return undefined;
  const open = fits.filter(({ entry }) => guidsOf(entry.guid).length === 0);
  return open.find(({ lastDriver }) => lastDriver?.guid === guid) ?? open[0];
}

/** Several drivers may share a car. */
const guidsOf = (text: string): string[] => text.split(';').filter(Boolean);
