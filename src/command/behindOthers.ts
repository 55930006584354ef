import type { Clock } from '../kit/clock.ts';
import { afterOthers, atMost, nextTurn } from '../kit/wait.ts';
import type { Server } from './app.ts';
import type { Command } from './command.ts';

/** If events keep coming, an act stops waiting after this time and processes all pending events at once. */
const LONGEST_MS = 1000;

/**
 * Pending events of a server must be stored before an act on it, which would mean storing all of them at once. So
 * during a burst of datagrams an act waits until they have been processed. Undefined if there is nothing to wait for.
 */
export function behindOthers(
  { is }: Pick<Command, 'is'>,
  server: () => Pick<Server, 'free'> | undefined,
  clock: Pick<Clock, 'after' | 'isTurnSpent'>,
): Promise<void> | undefined {
  if (is !== 'act') return undefined;
  const others = server()?.free?.();
  if (others) return atMost(clock, LONGEST_MS, behind(others));
  // Also called so that the act's own time counts for what runs after it in this turn.
  return clock.isTurnSpent?.() ? nextTurn() : undefined;
}

/**
 * Reads what an act needs and carries it out. If reading alone took the whole turn, the act is carried out in the next
 * one, with what is read there: a driver may have left meanwhile.
 */
export function inTurns<Ready, Result>(
  { is }: Pick<Command, 'is'>,
  clock: Pick<Clock, 'isTurnSpent'>,
  read: () => Ready,
  carryOut: (ready: Ready) => Result | Promise<Result>,
): Result | Promise<Result> {
  const ready = read();
  return is === 'act' && clock.isTurnSpent?.() ? nextTurn().then(() => carryOut(read())) : carryOut(ready);
}

/** What remains to do about an act that has been carried out. If it took the whole turn, this comes in the next one. */
export function afterwards<Result>(
  { is }: Pick<Command, 'is'>,
  clock: Pick<Clock, 'isTurnSpent'>,
  work: () => Result,
): Result | Promise<Result> {
  return is === 'act' && clock.isTurnSpent?.() ? nextTurn().then(work) : work();
}

const behind = (others: Promise<void>): Promise<void> => afterOthers(() => others);
