import type { Caller } from './caller.ts';
import type { NamedValues } from './vocabulary.ts';

/** A command as it was given: a line, and the values that the front end knows by name. Plain data. */
export interface Call {
  readonly line: string;
  readonly named?: NamedValues;
  readonly caller: Caller;
  /** The server it is for; may be left out if there is only one. */
  readonly server?: string;
  /** The server follows from the channel; the caller has not named it. */
  readonly isServerOfChannel?: boolean;
  /** Whether the caller can be asked a question. If not, the command runs at once. */
  readonly canAsk?: boolean;
  /** The random id for the audit, for a front end that needs it before the command runs. */
  readonly act?: string;
}
