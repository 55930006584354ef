import { Worker } from 'node:worker_threads';
import type { Clock } from '../kit/clock.ts';
import { isExecutable, textInside } from '../kit/executable.ts';
import type { ContactPicture, PictureForm } from './contactPicture.ts';
import type { DrawnJob } from './job.ts';

export interface EaselOptions {
  readonly clock: Pick<Clock, 'after'>;
  readonly log: { warn(fields: object, message: string): void };
  /** The program of the thread, built. */
  readonly program?: URL | undefined;
}

/** So long a thread that has nothing to draw is kept for what may come. */
const IDLE_MS = 10_000;
/** A picture takes a twentieth of a second. The first one waits for the thread and the package, too. */
const PATIENCE_MS = 15_000;
/** Of its JavaScript; the pixels come to it. Little room for what is new frees pixels sooner. */
const HEAP = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1 } as const;

type Take = (bytes: Buffer | undefined) => void;

/** Draws pictures in a thread of its own. What goes wrong there is logged, and there is no picture then. */
export class Easel {
  readonly #options: EaselOptions;
  readonly #waiting = new Map<number, Take>();
  #worker: Worker | undefined;
  #nextId = 1;
  #isMissing = false;
  #stopIdling = (): void => {};

  constructor(options: EaselOptions) {
    this.#options = options;
  }

  /** Undefined where nothing can be drawn: too little is known, the package is missing, something failed. Never throws. */
  draw(form: PictureForm, picture: ContactPicture): Promise<Buffer | undefined> {
    if (this.#isMissing) return Promise.resolve(undefined);
    this.#stopIdling();
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(PATIENCE_MS, () => this.#giveUp(id));
      this.#waiting.set(id, (bytes) => {
        cancel();
        resolve(bytes);
      });
      try {
        this.#running().postMessage({ id, form, picture });
      } catch (error) {
        this.#fail(id, error);
      }
    });
  }

  /** Whether a thread is there. */
  get isOpen(): boolean {
    return this.#worker !== undefined;
  }

  async close(): Promise<void> {
    this.#stopIdling();
    const worker = this.#worker;
    this.#worker = undefined;
    for (const id of [...this.#waiting.keys()]) this.#settle(id, undefined);
    await worker?.terminate();
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const program = this.#options.program ?? ownProgram();
    const worker = new Worker(program, { resourceLimits: HEAP });
    this.#worker = worker;
    worker.unref();
    worker.on('message', (drawn: DrawnJob) => this.#take(drawn));
    worker.on('error', (error) => this.#lost(worker, error));
    worker.on('exit', () => this.#lost(worker, new Error('the thread has ended')));
    return worker;
  }

  #take(drawn: DrawnJob): void {
    if ('ready' in drawn) return;
    if ('missing' in drawn) this.#isWithout(drawn.missing);
    else if ('failed' in drawn) this.#fail(drawn.id, drawn.failed);
    else this.#settle(drawn.id, drawn.bytes && Buffer.from(drawn.bytes));
  }

  #isWithout(reason: string): void {
    this.#isMissing = true;
    this.#options.log.warn({ reason }, 'there will be no pictures: the packages that draw them cannot be used');
    void this.close();
  }

  #fail(id: number, error: unknown): void {
    this.#options.log.warn({ err: error }, 'a picture could not be drawn');
    this.#settle(id, undefined);
  }

  /** It may have got stuck: the next picture has a new one. */
  #giveUp(id: number): void {
    this.#options.log.warn({ waitedMs: PATIENCE_MS }, 'a picture took too long');
    this.#settle(id, undefined);
    void this.close();
  }

  #lost(worker: Worker, error: unknown): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    for (const id of [...this.#waiting.keys()]) this.#fail(id, error);
  }

  #settle(id: number, bytes: Buffer | undefined): void {
    const take = this.#waiting.get(id);
    this.#waiting.delete(id);
    take?.(bytes);
    if (this.#waiting.size > 0 || !this.#worker) return;
    this.#stopIdling();
    this.#stopIdling = this.#options.clock.after(IDLE_MS, () => void this.close());
  }
}

/** In one file with Node there is none beside this one. */
const ownProgram = (): URL =>
  isExecutable()
    ? new URL(`data:text/javascript;base64,${Buffer.from(textInside('worker.js')).toString('base64')}`)
    : new URL('./worker.js', import.meta.url);
