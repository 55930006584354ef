import type { Server } from './app.ts';
import type { Caller } from './caller.ts';
import type { Reading } from './param.ts';
import type { ServerView } from './view.ts';

/** The view is asked for only by parameters that need it: a command without any works where no file can be read. */
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
}
