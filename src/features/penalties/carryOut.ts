/** What the game server does about a penalty by itself, or what it cannot, in a sentence. */
import type { Dialect } from '../../acserver/dialect.ts';
import type { Driver, Ordered } from '../../events/events.ts';
import type { Penalty } from '../../events/penalty.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { messageOf } from '../../kit/errors.ts';
import { executionOf, isConfirmed } from './execution.ts';

export interface CarryOutParts {
  readonly dialect: Dialect;
  readonly kick: (driver: Driver, order: Ordered, attempt: Attempt) => Promise<string>;
  /** What became of what a driver is to carry; undefined when nothing was told. */
  readonly loadOutcome: (guid: string) => Promise<{ readonly said?: string; readonly trouble?: unknown } | undefined>;
}

export async function carryOut(
  { type, driver, by, reason, session }: Penalty,
  { dialect, kick, loadOutcome }: CarryOutParts,
  attempt: Attempt,
): Promise<string> {
  if (type === 'kick') return kick(driver, { by, reason: reason || undefined }, attempt);
  const execution = executionOf(type, dialect);
  if (type === 'time' || type === 'disqualification')
    return `It goes to the result of session ${session}. ${execution.how}`;
  if (execution.by === 'pitwall') return execution.how;
  const { said, trouble } = (await loadOutcome(driver.guid)) ?? {};
  if (trouble !== undefined) return `The game server does not know it yet, which is tried again: ${messageOf(trouble)}`;
  if (said !== undefined) return `The server said: ${said}`;
  if (isConfirmed(type, dialect)) return 'The server is told as soon as the driver is there.';
  return execution.isProven ? 'The car carries it as soon as the server has it.' : 'This server does not confirm it.';
}
