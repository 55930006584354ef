/** Car positions, which are nearly everything that a server sends: read without allocating anything. */
import { fromServer, type PacketOf } from './packets.ts';

/** Overwritten again and again. */
export interface MovingPosition {
  readonly type: 'carUpdate';
  carId: number;
  readonly pos: [x: number, y: number, z: number];
  readonly velocity: [x: number, y: number, z: number];
  gear: number;
  rpm: number;
  normalizedSplinePos: number;
}

export const newPosition = (): MovingPosition => ({
  type: 'carUpdate',
  carId: 0,
  pos: [0, 0, 0],
  velocity: [0, 0, 0],
  gear: 0,
  rpm: 0,
  normalizedSplinePos: 0,
});

/** A copy that does not change. */
export const copyOf = ({ carId, pos, velocity, gear, rpm, normalizedSplinePos }: PacketOf<'carUpdate'>) => ({
  type: 'carUpdate' as const,
  carId,
  pos: [pos[0], pos[1], pos[2]] as const,
  velocity: [velocity[0], velocity[1], velocity[2]] as const,
  gear,
  rpm,
  normalizedSplinePos,
});

const [ID] = fromServer.carUpdate;
/** Id, car id, position, velocity, gear, engine speed, place in the lap. */
const BYTES = 33;

/**
 * Reads one position after the other into the same packet. Otherwise a thousand cars ten times a second would be most
 * of the garbage collector's work.
 */
export class PositionReader {
  // Its own view: creating one over a datagram takes longer than reading it.
  readonly #bytes = new Uint8Array(BYTES);
  readonly #view = new DataView(this.#bytes.buffer);
  readonly #packet = newPosition();

  /** @returns undefined for anything but a complete and valid position; the decoder reports what is wrong with it */
  read(datagram: Uint8Array): PacketOf<'carUpdate'> | undefined {
    if (datagram.length !== BYTES || datagram[0] !== ID) return undefined;
    this.#bytes.set(datagram);
    const [view, packet] = [this.#view, this.#packet];
    const { pos, velocity } = packet;
    packet.carId = view.getUint8(1);
    pos[0] = view.getFloat32(2, true);
    pos[1] = view.getFloat32(6, true);
    pos[2] = view.getFloat32(10, true);
    velocity[0] = view.getFloat32(14, true);
    velocity[1] = view.getFloat32(18, true);
    velocity[2] = view.getFloat32(22, true);
    packet.gear = view.getUint8(26);
    packet.rpm = view.getUint16(27, true);
    packet.normalizedSplinePos = view.getFloat32(29, true);
    return isSound(packet) ? packet : undefined;
  }
}

/** A sum of float32 is finite if all of them are. */
const isSound = ({ pos, velocity, normalizedSplinePos }: MovingPosition): boolean =>
  Number.isFinite(pos[0] + pos[1] + pos[2] + velocity[0] + velocity[1] + velocity[2] + normalizedSplinePos);
