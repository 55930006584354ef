import type { Worker } from 'node:worker_threads';
import type { Clock } from '../kit/clock.ts';
import { isExecutable, textInside } from '../kit/executable.ts';
import { startWorker } from '../kit/newSpace.ts';
import type { ContactPicture, PictureForm } from './contactPicture.ts';
import type { DrawJob, DrawnJob } from './job.ts';

export interface EaselOptions {
  readonly clock: Pick<Clock, 'after'>;
  readonly log: { warn(fields: object, message: string): void };
  /** The built program of the thread. */
  readonly program?: URL | undefined;
}

/**
 * How long an idle thread is kept: after that, racing is over for the day. Ending a thread frees 10 MB at once, but the
 * C library gives the next thread other memory than the last one had, and keeps both: a new thread for each burst of
 * contacts took 5 MB more per minute.
 */
const IDLE_MS = 60 * 60_000;
/** A picture takes a twentieth of a second. The first one also waits for the thread and the package. */
const PATIENCE_MS = 15_000;
/** The thread's JavaScript heap, without the pixels. A small young generation frees pixels sooner. */
const HEAP = { maxOldGenerationSizeMb: 10, maxYoungGenerationSizeMb: 1 } as const;
/** More than all channels together ever wait for, and a few seconds of drawing. */
const MOST_WAITING = 200;

/** A picture file and its alternative text, up to 1024 characters. */
interface DrawnPicture {
  readonly bytes: Buffer;
  readonly alt: string;
}

interface Job {
  readonly form: PictureForm;
  readonly picture: () => ContactPicture | undefined;
  readonly take: (drawn: DrawnPicture | undefined) => void;
}

interface JobUnderWay {
  readonly id: number;
  readonly alt: string;
  readonly take: Job['take'];
  readonly stopWaiting: () => void;
}

/** Draws pictures one after the other in a separate thread. An error there is logged, and the picture is left out. */
export class Easel {
  readonly #options: EaselOptions;
  #waiting: Job[] = [];
  #underWay: JobUnderWay | undefined;
  #worker: Worker | undefined;
  #nextId = 1;
  #isMissing = false;
  #stopIdling = (): void => {};

  constructor(options: EaselOptions) {
    this.#options = options;
  }

  /**
   * Undefined if nothing can be drawn: too little is known, the package is missing, or something failed. Never throws.
   *
   * @param picture called when its turn comes, so that waiting jobs take no memory
   */
  draw(form: PictureForm, picture: Job['picture']): Promise<DrawnPicture | undefined> {
    if (this.#isMissing) return Promise.resolve(undefined);
    if (this.#waiting.length >= MOST_WAITING) {
      this.#options.log.warn({ waiting: MOST_WAITING }, 'a picture was not drawn: too many are waiting');
      return Promise.resolve(undefined);
    }
    return new Promise((take) => {
      this.#waiting.push({ form, picture, take });
      this.#drawNext();
    });
  }

  /** Whether there is a thread. */
  get isOpen(): boolean {
    return this.#worker !== undefined;
  }

  async close(): Promise<void> {
    const left = this.#waiting;
    this.#waiting = [];
    for (const { take } of left) take(undefined);
    this.#settle(undefined);
    await this.#endThread();
  }

  #drawNext(): void {
    if (this.#underWay) return;
    this.#stopIdling();
    for (let job = this.#waiting.shift(); job; job = this.#waiting.shift()) if (this.#begin(job)) return;
    if (this.#worker) this.#stopIdling = this.#options.clock.after(IDLE_MS, () => void this.#endThread());
  }

  /** False if the job is already done because there is nothing to draw. */
  #begin({ form, picture: makePicture, take }: Job): boolean {
    const id = this.#nextId++;
    try {
      const picture = makePicture();
      if (picture) {
        this.#running().postMessage({ id, form, picture } satisfies DrawJob);
        const stopWaiting = this.#options.clock.after(PATIENCE_MS, () => this.#giveUp(id));
        this.#underWay = { id, alt: picture.alt, take, stopWaiting };
        return true;
      }
    } catch (err) {
      this.#warn(err);
    }
    take(undefined);
    return false;
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const program = this.#options.program ?? ownProgram();
    const worker = startWorker(program, HEAP);
    this.#worker = worker;
    worker.on('message', (drawn: DrawnJob) => this.#take(drawn));
    worker.on('error', (error) => this.#lost(worker, error));
    worker.on('exit', () => this.#lost(worker, new Error('the thread has ended')));
    return worker;
  }

  #take(said: DrawnJob): void {
    if ('missing' in said) this.#isWithout(said.missing);
    if (!('id' in said) || said.id !== this.#underWay?.id) return;
    if ('failed' in said) this.#warn(said.failed);
    this.#settle('drawn' in said ? said.drawn : undefined);
    this.#drawNext();
  }

  #isWithout(reason: string): void {
    this.#isMissing = true;
    this.#options.log.warn({ reason }, 'there will be no pictures: the packages that draw them cannot be used');
    void this.close();
  }

  #warn(err: unknown): void {
    this.#options.log.warn({ err }, 'a picture could not be drawn');
  }

  /** The thread may be stuck, so the next picture gets a new one. */
  #giveUp(id: number): void {
    if (id !== this.#underWay?.id) return;
    this.#options.log.warn({ waitedMs: PATIENCE_MS }, 'a picture took too long');
    this.#settle(undefined);
    void this.#endThread();
    this.#drawNext();
  }

  #lost(worker: Worker, error: unknown): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    if (this.#underWay) this.#warn(error);
    this.#settle(undefined);
    this.#drawNext();
  }

  #settle(drawn: Uint8Array | undefined): void {
    const job = this.#underWay;
    this.#underWay = undefined;
    job?.stopWaiting();
    job?.take(drawn && { bytes: bufferOf(drawn), alt: job.alt });
  }

  async #endThread(): Promise<void> {
    this.#stopIdling();
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** In the single-file executable there is no file next to this one. */
const ownProgram = (): URL =>
  isExecutable()
    ? new URL(`data:text/javascript;base64,${Buffer.from(textInside('worker.js')).toString('base64')}`)
    : new URL('./worker.js', import.meta.url);
