import type { APIApplicationCommand, APIMessage } from 'discord-api-types/v10';
import type { Handle } from './handle.ts';

/** A value of a slash command's option: users, roles and channels by id. */
export type OptionValue = string | number | boolean;

export interface SlashUse {
  /** Channel id or name. */
  readonly channel: string;
  /** Command, then group and subcommand: ['server', 'info']. */
  readonly path: readonly string[];
  readonly options?: Readonly<Record<string, OptionValue>>;
}

export interface AutocompleteUse extends SlashUse {
  /** The option being typed; its value in `options` is what has been typed so far. */
  readonly focused: string;
}

export interface ComponentUse {
  /** Message id. */
  readonly message: string;
  readonly customId: string;
}

export interface SelectUse extends ComponentUse {
  readonly values: readonly string[];
}

export interface SubmitUse {
  /** The handle whose `modal` is being submitted. */
  readonly modal: Handle;
  /** Custom id of the field -> its text, or the chosen values. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * A member using the Discord client. Whatever that client would refuse (an unknown command, a missing option, a value
 * that is not among the choices, a disabled button) throws an Error with one sentence; what is sent gives a handle.
 */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Names of their roles. */
  readonly roles: readonly string[];
  /** The commands this person's client offers. */
  commands(): readonly APIApplicationCommand[];
  slash(use: SlashUse): Handle;
  autocomplete(use: AutocompleteUse): Handle;
  click(use: ComponentUse): Handle;
  select(use: SelectUse): Handle;
  submit(use: SubmitUse): Handle;
  say(use: { readonly channel: string; readonly text: string }): APIMessage;
}
