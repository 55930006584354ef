/** Collects the bytes of one datagram; a value that its field cannot carry is a RangeError naming packet and field. */
export class Writer {
  readonly packet: string;
  #bytes: Buffer = Buffer.alloc(64);
  #length = 0;

  constructor(packet: string) {
    this.packet = packet;
  }

  /** A whole number of one, two or four bytes; signed if `min` is negative. */
  integer(value: number, { size, min, max }: { size: number; min: number; max: number }, field: string): void {
    if (!Number.isInteger(value) || value < min || value > max) {
      throw this.fail(field, `must be a whole number from ${min} to ${max}, not ${value}`);
    }
    const at = this.#reserve(size);
    if (min < 0) this.#bytes.writeIntLE(value, at, size);
    else this.#bytes.writeUIntLE(value, at, size);
  }

  wideLong(value: bigint): void {
    const at = this.#reserve(8);
    this.#bytes.writeBigInt64LE(value, at);
  }

  float(value: number, field: string): void {
    if (!Number.isFinite(Math.fround(value))) throw this.fail(field, `must be a finite float32, not ${value}`);
    const at = this.#reserve(4);
    this.#bytes.writeFloatLE(value, at);
  }

  raw(bytes: Uint8Array): void {
    const at = this.#reserve(bytes.length);
    this.#bytes.set(bytes, at);
  }

  fail(field: string, problem: string): RangeError {
    return new RangeError(`${this.packet}: ${field} ${problem}`);
  }

  datagram(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Call it first: it may replace the buffer. */
  #reserve(count: number): number {
    const start = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const grown = Buffer.alloc(this.#length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    return start;
  }
}
