import type { Ban } from '../features/drivers/actions.ts';
import type { Server } from './app.ts';
import type { Caller } from './caller.ts';
import type { Reading } from './param.ts';
import type { NamedKind, Numbered, ServerView } from './view.ts';

/** Reads the view only for parameters that need it, so that other commands work even if no file can be read. */
export class LazyReading implements Reading {
  readonly caller: Caller;
  readonly letter: string | undefined;
  readonly #server: Server | undefined;

  constructor(server: Server | undefined, caller: Caller, letter: string | undefined) {
    this.#server = server;
    this.caller = caller;
    this.letter = letter;
  }

  get view(): ServerView | undefined {
    return this.#server?.view();
  }

  stands(number: number): boolean {
    return this.#server?.penalties.stands(number) ?? false;
  }

  named(kind: NamedKind, number: number): Numbered | undefined {
    return this.#server?.named?.(kind, number);
  }

  async banned(isMeant: (ban: Ban) => boolean, most: number): Promise<readonly Ban[]> {
    return (await this.#server?.control.findBans(isMeant, most)) ?? [];
  }
}
