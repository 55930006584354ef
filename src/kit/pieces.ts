import { nextTurn } from './wait.ts';

/** Work that can pause after each step, and its result. */
export type Steps<Result> = Generator<void, Result>;

/** Runs all steps now. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Runs `many` steps per turn of the event loop, so that other work runs in between. */
export async function inPieces<Result>(steps: Steps<Result>, many: number, turn = nextTurn): Promise<Result> {
  for (;;) {
    for (let step = 0; step < many; step += 1) {
      const { done, value } = steps.next();
      if (done) return value;
    }
    await turn();
  }
}
