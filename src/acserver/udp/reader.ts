/** A datagram that is not what its first byte says. The message names the packet and the field. */
export class PacketError extends Error {
  override readonly name = 'PacketError';
  /** Name of the packet in the table, `unknown` for an id that is not in it, `empty` for a datagram without bytes. */
  readonly packet: string;

  constructor(packet: string, problem: string) {
    super(`${packet}: ${problem}`);
    this.packet = packet;
  }
}

/** The most that fits into one UDP datagram, rounded up. */
const mostBytes = 65_536;

// A view is the fastest way to read numbers, but creating one for every datagram takes longer than all of its fields.
// So there is one view, over a copy of the datagram just being decoded: decoding is synchronous, there are never two.
const current = new Uint8Array(mostBytes);
const view = new DataView(current.buffer);

/** Walks over one datagram from the byte after the id; every number on the wire is little-endian. */
export class Reader {
  readonly packet: string;
  readonly bytes: Uint8Array;
  readonly end: number;
  at = 1;

  constructor(packet: string, bytes: Uint8Array) {
    if (bytes.length > mostBytes) throw new PacketError(packet, 'longer than any datagram');
    this.packet = packet;
    this.bytes = bytes;
    this.end = bytes.length;
    current.set(bytes);
  }

  /** How many bytes are left. */
  get rest(): number {
    return this.end - this.at;
  }

  /** Moves past `count` bytes of `field` and returns where they begin. */
  take(count: number, field: string): number {
    const start = this.at;
    const next = start + count;
    if (next > this.end) throw this.endsInside(field);
    this.at = next;
    return start;
  }

  // The numbers at a position that `take` returned or `rest` covers.

  byte(position: number): number {
    return view.getUint8(position);
  }

  word(position: number): number {
    return view.getUint16(position, true);
  }

  long(position: number): number {
    return view.getUint32(position, true);
  }

  wideLong(position: number): bigint {
    return view.getBigInt64(position, true);
  }

  float(position: number): number {
    return view.getFloat32(position, true);
  }

  endsInside(field: string): PacketError {
    return new PacketError(this.packet, `datagram ends inside ${field}`);
  }

  fail(field: string, problem: string): PacketError {
    return new PacketError(this.packet, `${field} ${problem}`);
  }
}
