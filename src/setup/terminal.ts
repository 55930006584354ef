/** Asks a person at a terminal. */
import { isCancel, log, note, password, select, spinner, text } from '@clack/prompts';
import { type Asker, Cancelled, type ChoiceQuestion, type Flags, type TextQuestion } from './asker.ts';

/** Questions that a flag answers are not asked. */
export class TerminalAsker implements Asker {
  readonly isPerson = true;
  readonly #flags: Flags;
  /** Flags used once: if one was wrong, the person is asked instead. */
  readonly #used = new Set<string>();

  constructor(flags: Flags) {
    this.#flags = flags;
  }

  note(words: string, title?: string): void {
    if (title === undefined) log.message(words);
    else note(words, title);
  }

  async text({ flag, message, initial, isSecret, check }: TextQuestion): Promise<string> {
    const said = this.#said(flag);
    if (said !== undefined) {
      const problem = check(said);
      if (problem === undefined) return said;
      log.warn(`--${flag}: ${problem}`);
    }
    const validate = (value: string | undefined): string | undefined => check((value || initial || '').trim());
    const answer = isSecret
      ? await password({ message, validate })
      : await text({ message, placeholder: initial, defaultValue: initial, validate });
    if (isCancel(answer)) throw new Cancelled();
    return (answer || initial || '').trim();
  }

  async choose<T extends string>({ flag, message, choices, initial }: ChoiceQuestion<T>): Promise<T> {
    const said = this.#said(flag);
    const found = choices.find(({ value }) => value === said);
    if (found) return found.value;
    if (said !== undefined) log.warn(`--${flag} cannot be "${said}".`);
    const options = choices.map(({ value, label, hint }) => ({ value: value as string, label, hint }));
    const answer = await select<string>({ message, options, initialValue: initial });
    if (isCancel(answer)) throw new Cancelled();
    const chosen = choices.find(({ value }) => value === answer);
    if (!chosen) throw new Error(`"${answer}" was not offered`);
    return chosen.value;
  }

  async busy<T>(message: string, work: () => Promise<T>): Promise<T> {
    const turning = spinner();
    turning.start(message);
    try {
      const done = await work();
      turning.stop(message);
      return done;
    } catch (error) {
      turning.error(message);
      throw error;
    }
  }

  #said(flag: string): string | undefined {
    if (this.#used.has(flag)) return undefined;
    this.#used.add(flag);
    return this.#flags[flag];
  }
}
