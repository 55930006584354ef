import { nextTurn } from './wait.ts';

/** Work that can be left after each step, and what comes of it. */
export type Steps<Result> = Generator<void, Result>;

/** All of it now. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** So many steps in a turn: everything else has its own in between. */
export async function inPieces<Result>(steps: Steps<Result>, many: number, turn = nextTurn): Promise<Result> {
  for (;;) {
    for (let step = 0; step < many; step += 1) {
      const { done, value } = steps.next();
      if (done) return value;
    }
    await turn();
  }
}
