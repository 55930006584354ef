import disk from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** Counts the files that are being read as a whole: Node 26 does not list those among what is under way. */
export class Reads {
  readonly #readFile = disk.readFile;
  #underWay = 0;

  constructor() {
    const counted = async (...asked: Parameters<typeof disk.readFile>): Promise<unknown> => {
      this.#underWay += 1;
      try {
        return await this.#readFile.call(disk, ...asked);
      } finally {
        this.#underWay -= 1;
      }
    };
    this.#put(counted as typeof disk.readFile);
  }

  isAnyUnderWay(): boolean {
    return this.#underWay > 0;
  }

  close(): void {
    this.#put(this.#readFile);
  }

  /** Also for modules that have imported it by name. */
  #put(readFile: typeof disk.readFile): void {
    disk.readFile = readFile;
    syncBuiltinESMExports();
  }
}
