/** What every front end is given of the commands. */
import type { Progress } from '../kit/progress.ts';
import type { Call } from './call.ts';
import type { Role } from './caller.ts';
import type { Command, Form } from './command.ts';
import type { Outcome } from './outcome.ts';
import type { Suggestion } from './param.ts';

/** `unknown`: no such command works there. */
export type Judgement = 'allowed' | 'denied' | 'unknown';

/** The only way into a handler. */
export interface Dispatcher {
  readonly commands: readonly Command[];
  /** Answers at once where nothing has to be waited for. */
  dispatch(call: Call, progress?: Progress): Outcome | Promise<Outcome>;
  /** Whether the caller may give what a call names; nothing is carried out. */
  judge(call: Call): Judgement;
  /** The form that a call needs filled in before it can be carried out; nothing is carried out, and none is kept. */
  formOf(call: Call): Form | undefined | Promise<Form | undefined>;
  /** What a half-typed parameter could become. Nothing for those who may not use the command. */
  suggest(call: Call, param: string): Promise<readonly Suggestion[]>;
  /** Whether the answer is for the eyes of a caller of that role alone; known before the command runs. */
  isPrivate(line: string, role: Role): boolean;
}

/** Of this process: it can say at once which form a call needs. */
export interface OwnDispatcher extends Dispatcher {
  formOf(call: Call): Form | undefined;
}
