/** The messages between a thread and its caller, and the thread's side of the exchange. */
import { parentPort } from 'node:worker_threads';
import { messageOf, UserError } from './errors.ts';
import { TooLarge } from './fileSizes.ts';

export interface ThreadJob {
  readonly id: number;
  readonly job: unknown;
}

export type Done = { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly thrown: Thrown };

/** The class of an error does not survive the transfer between threads. */
interface Thrown {
  readonly is: 'too large' | 'refused' | 'fault';
  readonly message: string;
}

/** Runs in the thread: does each job and posts its result. */
export function serveJobs(work: (job: unknown) => Promise<unknown>): void {
  const port = parentPort;
  if (!port) throw new Error('this is the program of a worker thread');
  port.on('message', async ({ id, job }: ThreadJob) => {
    try {
      port.postMessage({ id, answer: await work(job) } satisfies Done);
    } catch (error) {
      port.postMessage({ id, thrown: { is: kindOf(error), message: messageOf(error) } } satisfies Done);
    }
  });
}

function kindOf(error: unknown): Thrown['is'] {
  if (error instanceof TooLarge) return 'too large';
  return error instanceof UserError ? 'refused' : 'fault';
}

export function thrownIn({ is, message }: Thrown): Error {
  if (is === 'too large') return new TooLarge(message);
  return is === 'refused' ? new UserError(message) : new Error(message);
}
