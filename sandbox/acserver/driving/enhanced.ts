// What the manager's own server adds to the plugin protocol. Nobody has seen these datagrams on a wire: the layouts are
// from its documentation.

import type { Heard } from '../plugin.ts';
import type { Happening } from './happening.ts';
import type { Scene } from './scene.ts';

/** The plugin's additional reports, once it has asked for them. The ping is always answered. */
export class ManagerReports {
  readonly #scene: Scene;
  #isOn = false;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  answer(packet: Extract<Heard, { type: 'enableReporting' | 'ping' }>): void {
    const { clock, sendBytes, print } = this.#scene;
    if (packet.type === 'ping') {
      sendBytes(pingBytes(packet.pluginTime, clock.now()));
      return;
    }
    this.#isOn = true;
    // It is documented that the log says so, but not in which words.
    print(['UDP_PLUGIN: Enhanced reporting enabled']);
  }

  tell(happening: Extract<Happening, { carId: number }>): void {
    if (this.#isOn) this.#scene.sendBytes(bytesOf(happening));
  }
}

function bytesOf(happening: Extract<Happening, { carId: number }>): Uint8Array {
  const { carId } = happening;
  if (happening.kind === 'tyres') return tyreBytes(carId, 'M');
  if (happening.kind === 'split') {
    return sectorBytes({ carId, index: happening.split, ms: happening.ms, cuts: happening.cuts });
  }
  const { sectors, lastCuts } = happening;
  return sectorBytes({ carId, index: sectors.length - 1, ms: sectors.at(-1) ?? 0, cuts: lastCuts });
}

const encoder = new TextEncoder();

/** A sector is complete: its own time and cuts, before the whole lap is known. */
function sectorBytes(sector: { carId: number; index: number; ms: number; cuts: number }): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.set([150, sector.carId, sector.index]);
  bytes.writeUInt32LE(sector.ms, 3);
  bytes.writeUInt8(Math.min(255, sector.cuts), 7);
  return bytes;
}

/** New tyres; also sent by drivers who enter the pits and keep the old ones. */
function tyreBytes(carId: number, tyre: string): Uint8Array {
  const text = encoder.encode(tyre);
  return Buffer.concat([Buffer.of(151, carId, text.length), text]);
}

/** Returns the plugin's own time unchanged, and the server's, in milliseconds since 1970. */
function pingBytes(pluginTime: bigint | number, serverTime: number): Uint8Array {
  const bytes = Buffer.alloc(17);
  bytes.writeUInt8(152, 0);
  bytes.writeBigInt64LE(BigInt(pluginTime), 1);
  bytes.writeBigInt64LE(BigInt(Math.floor(serverTime)), 9);
  return bytes;
}
