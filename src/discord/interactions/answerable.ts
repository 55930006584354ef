import type { APIModalInteractionResponseCallbackData, MessageFlags } from 'discord.js';
import type { AttachedFile, MessageContent } from '../common/message.ts';
import type { Deferral } from './deferrals.ts';

/** The ways to answer an interaction. discord.js's interactions fit; those of a form have no `showModal`. */
export interface Answerable extends Deferral {
  reply(message: FirstMessage): Promise<unknown>;
  deferReply(options: { flags?: MessageFlags.Ephemeral }): Promise<unknown>;
  editReply(message: WholeMessage): Promise<unknown>;
  deleteReply(): Promise<unknown>;
  followUp(message: PrivateMessage): Promise<unknown>;
  /** The language that whoever asks has chosen for their Discord. */
  readonly locale?: string;
  /** Whether Discord has a first answer of ours, which is edited from then on. */
  readonly deferred?: boolean;
  readonly replied?: boolean;
  /** What was pressed or chosen in, or led to the form. */
  readonly message?: { readonly flags: { has(flag: MessageFlags): boolean } } | null;
  isButton?(): boolean;
  /** The answer takes the place of that message. */
  deferUpdate?(): Promise<unknown>;
  showModal?(modal: APIModalInteractionResponseCallbackData): Promise<unknown>;
}

/** An edit says everything: what is left out of one stays as it was. */
export interface WholeMessage extends Omit<Required<MessageContent>, 'content' | 'files'> {
  readonly content: string | null;
  /** Beside the files that it had, which stay. */
  readonly files?: readonly AttachedFile[] | undefined;
}

/** A whole answer that nobody was promised before. */
export interface FirstMessage extends Partial<Omit<WholeMessage, 'content'>> {
  readonly content?: string | undefined;
  readonly flags?: MessageFlags.Ephemeral | undefined;
}

/** For the eyes of the one who asked alone. */
export interface PrivateMessage extends Pick<FirstMessage, 'components'> {
  readonly content: string;
  readonly flags: MessageFlags.Ephemeral;
}
