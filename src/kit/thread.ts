/** A worker thread for work that would block everything else. It lives while there is work, and a moment longer. */
import type { Worker } from 'node:worker_threads';
import type { Clock } from './clock.ts';
import { isExecutable, textInside } from './executable.ts';
import { startWorker } from './newSpace.ts';
import { type Done, type ThreadJob, thrownIn } from './threadJobs.ts';

export interface ThreadOptions {
  /** The built program of the thread; see `serveJobs`. */
  readonly program: URL;
  readonly clock: Pick<Clock, 'after'>;
  /** Limit of its JavaScript heap. Beyond it the thread ends, and nothing else does. */
  readonly heapMb: number;
  /** How long an idle thread is kept. Ending it frees its memory. */
  readonly idleMs: number;
  /** Time limit of one job; a thread that takes longer is stuck. */
  readonly patienceMs: number;
}

/** The thread ended, or was terminated, before it answered. */
export class ThreadLost extends Error {}

interface Waiting {
  take(answer: unknown): void;
  fail(error: unknown): void;
}

export class Thread {
  readonly #options: ThreadOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #nextId = 1;
  #stopIdling = (): void => {};

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  /** Whether a thread is running. */
  get isOpen(): boolean {
    return this.#worker !== undefined;
  }

  /**
   * Jobs run concurrently as far as they wait for the disk.
   * @throws what the job threw there, or ThreadLost
   */
  ask(job: unknown): Promise<unknown> {
    const { clock, patienceMs } = this.#options;
    this.#stopIdling();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const seconds = patienceMs / 1000;
      const cancel = clock.after(patienceMs, () => this.#lose(new ThreadLost(`it took more than ${seconds} s`)));
      const settled = (): void => {
        cancel();
        this.#waiting.delete(id);
        this.#idle();
      };
      this.#waiting.set(id, {
        take: (answer) => {
          settled();
          resolve(answer);
        },
        fail: (error) => {
          settled();
          reject(error);
        },
      });
      try {
        this.#running().postMessage({ id, job } satisfies ThreadJob);
      } catch (error) {
        this.#waiting.get(id)?.fail(error);
      }
    });
  }

  async close(): Promise<void> {
    this.#stopIdling();
    const worker = this.#worker;
    this.#lose(new ThreadLost('Pitwall is being stopped'));
    await worker?.terminate();
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const { program, heapMb } = this.#options;
    const worker = startWorker(program, { maxOldGenerationSizeMb: heapMb });
    this.#worker = worker;
    worker.on('message', (done: Done) => this.#take(done));
    worker.on('error', (error) => this.#ended(worker, error.message));
    worker.on('exit', () => this.#ended(worker, 'the thread has ended'));
    return worker;
  }

  #take(done: Done): void {
    const waiting = this.#waiting.get(done.id);
    if ('thrown' in done) waiting?.fail(thrownIn(done.thrown));
    else waiting?.take(done.answer);
  }

  #ended(worker: Worker, why: string): void {
    if (worker === this.#worker) this.#lose(new ThreadLost(why));
  }

  /** Fails all waiting jobs; the next job starts a new thread. */
  #lose(error: ThreadLost): void {
    const worker = this.#worker;
    this.#worker = undefined;
    for (const waiting of [...this.#waiting.values()]) waiting.fail(error);
    void worker?.terminate();
  }

  #idle(): void {
    if (this.#waiting.size > 0 || !this.#worker) return;
    this.#stopIdling();
    this.#stopIdling = this.#options.clock.after(this.#options.idleMs, () => void this.close());
  }
}

/**
 * The program of a thread. In a single-file executable it is inside that file.
 * @param inside its name in the executable
 * @param beside where it lies otherwise
 */
export const threadProgram = (inside: string, beside: URL): URL =>
  isExecutable()
    ? new URL(`data:text/javascript;base64,${Buffer.from(textInside(inside)).toString('base64')}`)
    : beside;
