/** Works out results: small ones in place, large ones in a thread that ends when it is idle. */
import { stat } from 'node:fs/promises';
import type { FinishedRace } from '../../acserver/results/finished.ts';
import { onceComplete } from '../../acserver/results/read.ts';
import type { Clock } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';
import { mustFit } from '../../kit/fileSizes.ts';
import { Thread, ThreadLost, threadProgram } from '../../kit/thread.ts';
import {
  type ExportAnswer,
  type ExportAsk,
  type RaceAsk,
  type ResultAnswer,
  type ResultAsk,
  type ResultsJob,
  type ResultsWork,
  workOn,
} from './work.ts';

export interface ResultsThreadOptions {
  readonly clock: Clock;
  /** The built program of the thread, if it is not beside this one. */
  readonly program?: URL | undefined;
}

/** Up to 100 kB take about 10 ms at first and 5 ms later to read, check and work out; starting a thread takes 50 ms. */
const MOST_BYTES_HERE = 100_000;
/** Decisions about a race tend to come in a row. */
const IDLE_MS = 3000;
/** The largest accepted file takes 2 s on a quiet machine, 8 s on a busy one. */
const PATIENCE_MS = 120_000;
/** 48 MB of text take up to 600 MB while they are processed. */
const HEAP_MB = 1024;

export class ResultsThread implements ResultsWork {
  readonly #thread: Thread;
  readonly #clock: Clock;

  constructor({ clock, program }: ResultsThreadOptions) {
    this.#clock = clock;
    this.#thread = new Thread({
      program: program ?? threadProgram('results.js', new URL('./worker.js', import.meta.url)),
      clock,
      heapMb: HEAP_MB,
      idleMs: IDLE_MS,
      patienceMs: PATIENCE_MS,
    });
  }

  result(ask: ResultAsk): Promise<ResultAnswer> {
    return this.#done({ kind: 'result', ask });
  }

  export(ask: ExportAsk): Promise<ExportAnswer> {
    return this.#done({ kind: 'export', ask });
  }

  race(ask: RaceAsk): Promise<FinishedRace> {
    return this.#done({ kind: 'race', ask });
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  #done<T>(job: ResultsJob): Promise<T> {
    const { source } = job.ask;
    const work = (size: number) => (size > MOST_BYTES_HERE ? this.#there(job) : workOn(job)) as Promise<T>;
    if ('own' in source) return work(source.laps.reduce((sum, { length }) => sum + length, source.own.length));
    return onceComplete({ clock: this.#clock }, async () => {
      const size = await sizeOf(source.path);
      mustFit('results file', size, source.path);
      return work(size);
    });
  }

  async #there(job: ResultsJob): Promise<unknown> {
    try {
      return await this.#thread.ask(job);
    } catch (error) {
      if (!(error instanceof ThreadLost)) throw error;
      throw new UserError(`The results could not be worked out in time and memory (${error.message}).`);
    }
  }
}

/** 0 for a missing file: reading it reports that. */
const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
