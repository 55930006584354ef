/** The interface between front ends and commands. */
import type { Progress } from '../kit/progress.ts';
import type { Call } from './call.ts';
import type { Role } from './caller.ts';
import type { Command, Form } from './command.ts';
import type { Outcome } from './outcome.ts';
import type { Suggestion } from './param.ts';

/** `unknown`: there is no such command for this front end. */
export type Judgement = 'allowed' | 'denied' | 'unknown';

/** The only way into a handler. */
export interface Dispatcher {
  readonly commands: readonly Command[];
  /** Answers synchronously if nothing has to be awaited. */
  dispatch(call: Call, progress?: Progress): Outcome | Promise<Outcome>;
  /** Whether the caller may give the command of a call. Nothing is carried out. */
  judge(call: Call): Judgement;
  /** The form that must be filled in before the call can be carried out. Nothing is carried out or stored. */
  formOf(call: Call): Form | undefined | Promise<Form | undefined>;
  /** Suggestions for a half-typed parameter. None for callers who may not use the command. */
  suggest(call: Call, param: string): Promise<readonly Suggestion[]>;
  /** Whether only the caller may see the answer, given their role; known before the command runs. */
  isPrivate(line: string, role: Role): boolean;
}

/** For this process's own servers: the form is known synchronously. */
export interface OwnDispatcher extends Dispatcher {
  formOf(call: Call): Form | undefined;
}
