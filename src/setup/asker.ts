/** Answers the questions of the set-up: a person at a terminal, or flags. */
import { UserError } from '../kit/errors.ts';

interface Question {
  /** The flag that answers it, without dashes. */
  readonly flag: string;
  readonly message: string;
}

export interface TextQuestion extends Question {
  /** The answer if only Enter is pressed. */
  readonly initial?: string | undefined;
  readonly isSecret?: boolean;
  /** One sentence for an invalid answer; undefined for a valid one. */
  check(value: string): string | undefined;
}

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string | undefined;
}

export interface ChoiceQuestion<T extends string> extends Question {
  readonly choices: readonly Choice<T>[];
  readonly initial?: T | undefined;
}

/** A person has ended the set-up at a question. */
export class Cancelled extends UserError {
  constructor() {
    super('Cancelled; .env was not written.');
  }
}

export interface Asker {
  /** Shows a text; asks nothing. */
  note(text: string, title?: string): void;
  text(question: TextQuestion): Promise<string>;
  choose<T extends string>(question: ChoiceQuestion<T>): Promise<T>;
  /** Shows that something takes time. */
  busy<T>(message: string, work: () => Promise<T>): Promise<T>;
  /** Whether a person is there, who can fix a problem and be asked again. */
  readonly isPerson: boolean;
}

export type Flags = Readonly<Record<string, string | undefined>>;

/** Without a terminal: every answer is a flag, and a missing one ends the set-up. */
export class FlagAsker implements Asker {
  readonly isPerson = false;
  readonly #flags: Flags;
  readonly #print: (line: string) => void;

  constructor(flags: Flags, print: (line: string) => void) {
    this.#flags = flags;
    this.#print = print;
  }

  note(text: string): void {
    this.#print(text);
  }

  async text({ flag, message, initial, check }: TextQuestion): Promise<string> {
    const value = this.#flags[flag] ?? initial;
    if (value === undefined) throw new UserError(missing(flag, message));
    const problem = check(value);
    if (problem !== undefined) throw new UserError(`--${flag}: ${problem}`);
    return value;
  }

  async choose<T extends string>({ flag, message, choices, initial }: ChoiceQuestion<T>): Promise<T> {
    const said = this.#flags[flag];
    const found = choices.find(({ value }) => value === (said ?? initial));
    if (found) return found.value;
    const all = choices.map(({ value }) => value).join(', ');
    if (said !== undefined) throw new UserError(`--${flag} must be one of ${all}, not "${said}".`);
    throw new UserError(`${missing(flag, message)} It must be one of ${all}.`);
  }

  busy<T>(_: string, work: () => Promise<T>): Promise<T> {
    return work();
  }
}

const missing = (flag: string, message: string): string =>
  `--${flag} is missing, and there is no terminal to ask "${message.replace(/:$/, '')}" on.`;
