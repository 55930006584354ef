import type { Caller } from './caller.ts';
import type { NamedValues } from './vocabulary.ts';

/** What somebody said: a line, and the values that their front end knows by name. Plain data. */
export interface Call {
  readonly line: string;
  readonly named?: NamedValues;
  readonly caller: Caller;
  /** The server meant; may be left out where there is only one. */
  readonly server?: string;
  /** It is the one of the channel in which this was said: nobody has named it. */
  readonly isServerOfChannel?: boolean;
  /** Whether a question can be put to the caller; where it cannot, the command runs at once. */
  readonly canAsk?: boolean;
  /** The random id under which the audit keeps it, for a front end that has to name it before it is asked. */
  readonly act?: string;
}
