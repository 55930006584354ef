/** A datagram that is not what its first byte says. The message names the packet and the field. */
export class PacketError extends Error {
  override readonly name = 'PacketError';
  /** Name of the packet in the table, `unknown` for an id outside of it, `empty` for a datagram without any byte. */
  readonly packet: string;

  constructor(packet: string, problem: string) {
    super(`${packet}: ${problem}`);
    this.packet = packet;
  }
}

/** Walks over one datagram from the byte behind the id; every number on the wire is little-endian. */
export class Reader {
  readonly packet: string;
  readonly bytes: Uint8Array;
  at = 1;

  constructor(packet: string, bytes: Uint8Array) {
    this.packet = packet;
    this.bytes = bytes;
  }

  /** How many bytes are left. */
  get rest(): number {
    return this.bytes.length - this.at;
  }

  /** Refuses the datagram unless `count` more bytes of `field` are there. */
  need(count: number, field: string): void {
    if (this.at + count > this.bytes.length) throw new PacketError(this.packet, `datagram ends inside ${field}`);
  }

  /** Moves past `count` bytes of `field` and returns where they begin. */
  take(count: number, field: string): number {
    this.need(count, field);
    const start = this.at;
    this.at = start + count;
    return start;
  }

  /** The byte at a position that `take` returned or that `rest` covers. */
  byte(position: number): number {
    return this.bytes[position] as number;
  }

  word(position: number): number {
    return this.byte(position) | (this.byte(position + 1) << 8);
  }

  /** Signed: the caller that wants a u32 shifts by `>>> 0`. */
  long(position: number): number {
    return this.word(position) | (this.word(position + 2) << 16);
  }

  float(position: number): number {
    scratchBits[0] = this.long(position);
    return scratchFloat[0] as number;
  }

  fail(field: string, problem: string): PacketError {
    return new PacketError(this.packet, `${field} ${problem}`);
  }
}

// Filled and read within one call. A DataView for every datagram costs a third of the decoder's speed.
const scratchFloat = new Float32Array(1);
const scratchBits = new Int32Array(scratchFloat.buffer);
