/** Carries out a penalty on the game server as far as it can, and says in a sentence what was or cannot be done. */
import type { Dialect } from '../../acserver/dialect.ts';
import type { Driver, Ordered } from '../../events/events.ts';
import type { Penalty } from '../../events/penalty.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { messageOf } from '../../kit/errors.ts';
import type { Sentence } from '../../kit/sentence.ts';
import { executionOf, isConfirmed } from './execution.ts';
import type { Occasion } from './occasion.ts';
import { isForResult } from './penalty.ts';
import { resultNote } from './sentences.ts';

export interface CarryOutParts {
  readonly dialect: Dialect;
  readonly kick: (driver: Driver, order: Ordered, attempt: Attempt) => Promise<Sentence>;
  /** The result of giving a driver's car its ballast and restrictor; undefined when the server was told nothing. */
  readonly loadOutcome: (guid: string) => Promise<{ readonly said?: string; readonly trouble?: unknown } | undefined>;
}

export async function carryOut(
  penalty: Penalty,
  occasion: Occasion,
  { dialect, kick, loadOutcome }: CarryOutParts,
  attempt: Attempt,
): Promise<Sentence> {
  const { type, driver, by, reason } = penalty;
  if (type === 'kick') return kick(driver, { by, reason: reason || undefined }, attempt);
  const execution = executionOf(type, dialect);
  if (isForResult({ type })) return resultNote(penalty, occasion, dialect);
  if (execution.by === 'pitwall') return execution.how;
  const { said, trouble } = (await loadOutcome(driver.guid)) ?? {};
  if (trouble !== undefined) return `The game server does not have it yet; Pitwall keeps trying: ${messageOf(trouble)}`;
  if (said !== undefined) return `The server said: ${said}`;
  if (isConfirmed(type, dialect)) return 'The server gets it as soon as the driver is on track.';
  return execution.isProven ? 'It applies as soon as the server confirms it.' : 'This server does not confirm it.';
}
