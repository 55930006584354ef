import type { Clock } from '../kit/clock.ts';
import { afterOthers, atMost, nextTurn } from '../kit/wait.ts';
import type { Server } from './app.ts';
import type { Command } from './command.ts';

/** Where what comes never ends, an act takes all that waits along. */
const LONGEST_MS = 1000;

/**
 * What has happened on a server comes before what somebody does to it, and would all be kept at once for that: in a
 * storm of datagrams an act waits until they have had their turns. Undefined where there is nothing to wait for.
 */
export function behindOthers(
  { is }: Pick<Command, 'is'>,
  server: () => Pick<Server, 'free'> | undefined,
  clock: Pick<Clock, 'after' | 'isTurnSpent'>,
): Promise<void> | undefined {
  if (is !== 'act') return undefined;
  const others = server()?.free?.();
  if (others) return atMost(clock, LONGEST_MS, behind(others));
  // Asked also so that what the act takes counts for what begins behind it.
  return clock.isTurnSpent?.() ? nextTurn() : undefined;
}

const behind = (others: Promise<void>): Promise<void> => afterOthers(() => others);
