/** What a question was about, so that a later yes does nothing else. */
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../kit/errors.ts';
import { plain, type Sentence } from '../kit/sentence.ts';
import type { Call } from './call.ts';
import type { Command, Context } from './command.ts';
import type { Args, Params } from './param.ts';

/** A permitted command, with its arguments read and checked. */
export interface Ready {
  readonly command: Command;
  readonly args: Args<Params>;
  readonly context: Context;
}

/** A call that waits for a yes. */
export interface Asked {
  readonly call: Call;
  readonly args: Args<Params>;
  /** What must still be the same. */
  readonly stakes: string;
}

/** The question to ask before a command, and what it is about; undefined if there is none. */
export async function questionOf(ready: Ready): Promise<{ text: Sentence; stakes: string } | undefined> {
  const { command, args, context } = ready;
  const text = await command.confirm?.(args, context);
  return text === undefined ? undefined : { text, stakes: command.stakes?.(args, context) ?? plain(text) };
}

/** @throws UserError if a yes would now do something else, such as kick whoever has taken the car since */
export async function refuseChanged(asked: Asked, ready: Ready): Promise<void> {
  const question = await questionOf(ready);
  const isSame = question === undefined || question.stakes === '' || question.stakes === asked.stakes;
  if (isSame && isDeepStrictEqual(asked.args, ready.args)) return;
  throw new UserError('Something has changed since you were asked: please use the command again. Nothing was done.');
}
