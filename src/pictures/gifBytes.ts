/** A growing buffer, with codes of variable length packed into blocks of 255 bytes as in a GIF. */
const FIRST = 32 * 1024;
const LONGEST_BLOCK = 255;

export class Bytes {
  #bytes = new Uint8Array(FIRST);
  #length = 0;
  /** The position of the current block's length byte. */
  #blockAt = 0;
  #held = 0;
  #heldBits = 0;

  clear(): void {
    this.#length = 0;
  }

  put(...values: readonly number[]): void {
    this.#makeRoom(values.length);
    for (const value of values) this.#bytes[this.#length++] = value;
  }

  beginBlocks(): void {
    this.#blockAt = this.#length;
    this.put(0);
  }

  /** Lowest bit first. */
  code(value: number, bits: number): void {
    this.#held |= value << this.#heldBits;
    this.#heldBits += bits;
    while (this.#heldBits >= 8) {
      this.#inBlock(this.#held & 255);
      this.#held >>>= 8;
      this.#heldBits -= 8;
    }
  }

  /** Writes the remaining bits, and an empty block that marks the end. */
  endBlocks(): void {
    if (this.#heldBits > 0) this.#inBlock(this.#held & 255);
    [this.#held, this.#heldBits] = [0, 0];
    const length = this.#length - this.#blockAt - 1;
    this.#bytes[this.#blockAt] = length;
    if (length > 0) this.put(0);
  }

  all(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #inBlock(value: number): void {
    this.#makeRoom(2);
    this.#bytes[this.#length++] = value;
    if (this.#length - this.#blockAt - 1 < LONGEST_BLOCK) return;
    this.#bytes[this.#blockAt] = LONGEST_BLOCK;
    this.#blockAt = this.#length;
    this.#bytes[this.#length++] = 0;
  }

  #makeRoom(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * this.#bytes.length);
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
