/** Handles a penalty that somebody has already marked as served, not served or withdrawn. */
import type { Decision } from '../../events/decision.ts';
import { carriedOutBy, seenOf } from '../../events/standing.ts';
import { UserError } from '../../kit/errors.ts';
import { type NamedCommand, phrase, typed } from '../../kit/sentence.ts';
import { decisionName, penaltyName } from '../../texts/names.ts';
import type { Official } from '../judging/bench.ts';

/** Who marks the penalty, and what they knew. */
export interface Pressed extends Official {
  /** The highest number of a decision about it when they looked; absent if they typed the command. */
  readonly seen?: number | undefined;
  /** The number of the decision that it is to replace. */
  readonly replaces?: number | undefined;
}

/** For a button that does not say what its user had seen: treated as having seen none of the decisions. */
export const SEEN_NOTHING = -1;

interface Saying {
  readonly server: string;
  readonly number: number;
  /** The command that does it: "penalty served". */
  readonly command: NamedCommand;
}

/**
 * A press is valid unless somebody has decided since the button was offered. A typed command is valid only if nobody
 * has decided yet; otherwise it must replace that decision by its number and with a reason.
 *
 * @param decisions all about the penalty
 * @throws UserError naming who was first
 */
export function refuseSaidBefore(decisions: readonly Decision[], pressed: Pressed, saying: Saying): void {
  const { seen, replaces, reason } = pressed;
  const said = carriedOutBy(decisions);
  if (replaces !== undefined) {
    if (said?.number !== replaces) throw saidBefore(said, decisions, saying);
    if (!reason) throw new UserError(`Give a reason for replacing ${decisionName({ number: replaces })}.`);
    return;
  }
  const isNews = seen === undefined || (said?.number ?? 0) > seen;
  if (seen === SEEN_NOTHING || (said && isNews)) throw saidBefore(said, decisions, saying);
}

function saidBefore(said: Decision | undefined, decisions: readonly Decision[], saying: Saying): UserError {
  const { server, number, command } = saying;
  const name = penaltyName({ number });
  const again = `${command} ${number} @${seenOf(decisions)}`;
  if (!said) {
    return new UserError(`${name} has changed in the meantime; nothing was done.`, [
      { label: 'Do it anyway', line: again, server },
    ]);
  }
  if (said.says === 'withdrawn') return new UserError(`${said.by} withdrew ${name}; nothing was done.`);
  const how = phrase`${typed(command, `${number} ${said.number} <reason>`)} replaces it`;
  return new UserError(
    phrase`${said.by} already marked ${name} as ${said.says} (${decisionName(said)}). Nothing was done; ${how}.`,
    [{ label: 'Replace', line: `${command} ${number} ${said.number}`, server }],
  );
}
