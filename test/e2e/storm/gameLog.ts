/** What a game server was told and has seen, and when: its log has no timestamps. */
import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { DiskWatch } from './diskWatch.ts';

interface LoggedLine {
  /** When it was first seen, on the clock of performance.now(). */
  readonly at: number;
  readonly text: string;
}

/** How late a line may be seen. */
const LOOK_MS = 20;

/** Drivers who sit down, are kicked, or are told to carry ballast. */
const MEANT = /^(DRIVER: |DRIVER ACCEPTED FOR CAR |Kicking user |Clean exit|Admin command: )/;

export class GameLog {
  readonly lines: LoggedLine[] = [];
  readonly #folder: string;
  readonly #looking: NodeJS.Timeout;
  readonly #bytes = Buffer.alloc(1 << 20);
  #file: number | undefined;
  #read = 0;
  #rest = '';
  #lookedAt = performance.now();
  readonly #late: { readonly at: number; readonly ms: number }[] = [];
  readonly #disk: DiskWatch;

  /** @param folder where the edge keeps the output of its game server; one start of it is read */
  constructor(folder: string, disk: DiskWatch) {
    this.#folder = folder;
    this.#disk = disk;
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
  }

  close(): void {
    clearInterval(this.#looking);
    this.#disk.close();
    if (this.#file !== undefined) closeSync(this.#file);
  }

  /** How long within a span this process and its neighbours got no processor, or the disk took nothing. */
  starvedMs(from: number, to: number): number {
    const late = this.#late.filter(({ at }) => from <= at && at <= to).reduce((sum, { ms }) => sum + ms, 0);
    return Math.max(late, this.#disk.stalledMs(from, to));
  }

  #look(): void {
    const late = performance.now() - this.#lookedAt - 2 * LOOK_MS;
    this.#lookedAt = performance.now();
    if (late > 0) this.#late.push({ at: this.#lookedAt, ms: late });
    this.#file ??= this.#found();
    if (this.#file === undefined) return;
    const count = readSync(this.#file, this.#bytes, 0, this.#bytes.length, this.#read);
    this.#read += count;
    const lines = (this.#rest + this.#bytes.toString('utf8', 0, count)).split('\n');
    this.#rest = lines.pop() ?? '';
    const at = performance.now();
    for (const text of lines) if (MEANT.test(text)) this.lines.push({ at, text });
  }

  #found(): number | undefined {
    const [name] = existsSync(this.#folder) ? readdirSync(this.#folder).sort() : [];
    return name === undefined ? undefined : openSync(join(this.#folder, name), 'r');
  }
}
