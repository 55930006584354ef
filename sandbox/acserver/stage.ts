import type { FromServer, PacketOf } from '../../src/acserver/udp/packets.ts';
import { chatLines, contactLines, leaveLines } from './log/driving.ts';
import { joinLines, loadedLines, noSlotLines } from './log/join.ts';
import { lapLines } from './log/lap.ts';
import {
  gridLines,
  lobbyRestartLines,
  NOTHING_TO_SAVE,
  overIfAllFinished,
  restartLines,
  savedLines,
  sessionLines,
} from './log/session.ts';
import type { Recorded, Recording } from './recording.ts';
import { beginSession, completeLap, join, leave, presentGuids, type Slot, type World } from './world.ts';

/** The world, and what the recording knows about its drivers. */
export interface Stage {
  world: World;
  teams: Recording['teams'];
  splits: number;
}

/**
 * Whether a recorded datagram is possible in this world: nobody joins twice or into a taken slot, and only present
 * drivers drive, chat or leave. After a kick or a jump the world differs from the recorded one.
 */
export function canHappen({ world }: Stage, { packet, guids }: Recorded): boolean {
  if (!('carId' in packet)) return true;
  const slot = world.slots[packet.carId];
  if (packet.type === 'newConnection') return !slot?.driver && !presentGuids(world).has(packet.driverGuid);
  if (packet.type === 'clientLoaded' && slot?.isLoaded) return false;
  const sitting = presentGuids(world);
  return slot?.driver?.guid === guids[0] && guids.every((guid) => sitting.has(guid));
}

/**
 * Applies one datagram to the world and returns its log lines. `happened` is false for a driver who found no slot: the
 * plugin does not hear of that driver.
 */
export function perform(stage: Stage, packet: FromServer): { lines: string[]; happened: boolean } {
  if (packet.type === 'newConnection') return performJoin(stage, packet);
  return { lines: linesOf(stage, packet), happened: true };
}

/** Restarts the current session. */
export function performRestart({ world }: Stage, packet: PacketOf<'newSession'>): string[] {
  beginSession(world, packet);
  return restartLines(world);
}

function linesOf({ world, splits }: Stage, packet: FromServer): string[] {
  switch (packet.type) {
    case 'newSession':
      return performSession(world, packet);
    case 'endSession':
      world.isSaved = true;
      return savedLines(world, packet.filename);
    case 'clientLoaded':
      return withSlot(world, packet.carId, (slot) => {
        slot.isLoaded = true;
        return loadedLines(world, slot);
      });
    case 'connectionClosed':
      return withSlot(world, packet.carId, (slot) => {
        const lines = leaveLines(slot);
        leave(world, packet.carId);
        return lines;
      });
    case 'lapCompleted':
      return withSlot(world, packet.carId, (slot) => {
        const isFirstToFinish = !world.board.some(({ completed }) => completed === 1);
        const { hasFinished } = completeLap(world, packet);
        const lines = lapLines(world, { packet, slot, hasFinished, isFirstToFinish, splits });
        return [...lines, ...overIfAllFinished(world)];
      });
    case 'clientEvent':
      return withSlot(world, packet.carId, (slot) => contactLines(world, packet, slot));
    case 'chat':
      return withSlot(world, packet.carId, (slot) => chatLines(slot, packet.message));
    default:
      return [];
  }
}

function performJoin({ world, teams }: Stage, packet: PacketOf<'newConnection'>) {
  const { carId, driverGuid, driverName, carModel } = packet;
  const joined = join(world, packet, teams.get(driverGuid) ?? '');
  if (!joined) return { lines: noSlotLines(driverName, driverGuid, carModel, carId), happened: false };
  return { lines: withSlot(world, carId, (slot) => joinLines(world, slot, joined.wasHere)), happened: true };
}

function performSession(world: World, packet: PacketOf<'newSession'>): string[] {
  const previous = world.session;
  const unsaved = world.isSaved ? [] : [NOTHING_TO_SAVE];
  beginSession(world, packet);
  if (!previous) return [...unsaved, ...sessionLines(world, gridLines(world))];
  if (packet.sessionIndex > 0) return [...unsaved, ...sessionLines(world)];
  // Session 0 again: the lobby has accepted the server, or the last session is over.
  const isLoop = previous.sessionIndex > 0 || packet.sessionCount === 1;
  return isLoop ? [...unsaved, 'Server looping', ...sessionLines(world)] : lobbyRestartLines(world);
}

function withSlot(world: World, carId: number, lines: (slot: Slot) => string[]): string[] {
  const slot = world.slots[carId];
  return slot ? lines(slot) : [];
}
