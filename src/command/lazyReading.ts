import type { Ban } from '../features/drivers/actions.ts';
import type { App, Server } from './app.ts';
import type { Caller } from './caller.ts';
import type { Reading } from './param.ts';
import type { NamedKind, Numbered, PersonCalled, ServerView } from './view.ts';

/** Reads the view only for parameters that need it, so that other commands work even if no file can be read. */
export class LazyReading implements Reading {
  readonly caller: Caller;
  readonly letter: string | undefined;
  readonly #server: Server | undefined;
  readonly #app: Pick<App, 'letter' | 'isAssigned'>;

  constructor(server: Server | undefined, caller: Caller, app: Pick<App, 'letter' | 'isAssigned'>) {
    this.#server = server;
    this.#app = app;
    this.caller = caller;
    this.letter = app.letter;
  }

  get view(): ServerView | undefined {
    return this.#server?.view();
  }

  isAssigned(prefix: string, number: number): boolean {
    return this.#app.isAssigned?.(prefix, number) ?? false;
  }

  named(kind: NamedKind, number: number): Numbered | undefined {
    return this.#server?.named?.(kind, number);
  }

  droveIn(session: number): readonly PersonCalled[] {
    return this.#server?.droveIn?.(session) ?? [];
  }

  async banned(isMeant: (ban: Ban) => boolean, most: number): Promise<readonly Ban[]> {
    return (await this.#server?.control.findBans(isMeant, most)) ?? [];
  }
}
