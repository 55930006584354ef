import type { APIModalInteractionResponseCallbackData, MessageFlags } from 'discord.js';
import type { AttachedFile, MessageContent } from '../common/message.ts';
import type { Deferral } from './deferrals.ts';

/** The ways to answer an interaction. discord.js's interactions fit; those of a submitted form have no `showModal`. */
export interface Answerable extends Deferral {
  reply(message: FirstMessage): Promise<unknown>;
  deferReply(options: { flags?: MessageFlags.Ephemeral }): Promise<unknown>;
  editReply(message: WholeMessage): Promise<unknown>;
  deleteReply(): Promise<unknown>;
  followUp(message: PrivateMessage): Promise<unknown>;
  /** The language that the user has set in Discord. */
  readonly locale?: string;
  /** Whether Discord already has a first answer of ours. From then on that answer is edited. */
  readonly deferred?: boolean;
  readonly replied?: boolean;
  /** The message with the component that was used, or that led to the form. */
  readonly message?: { readonly flags: { has(flag: MessageFlags): boolean } } | null;
  isButton?(): boolean;
  /** The answer replaces that message. */
  deferUpdate?(): Promise<unknown>;
  showModal?(modal: APIModalInteractionResponseCallbackData): Promise<unknown>;
}

/** An edit contains every field, because Discord keeps the fields that are left out. */
export interface WholeMessage extends Omit<Required<MessageContent>, 'content' | 'files'> {
  readonly content: string | null;
  /** Added to the files that the message already has; those stay. */
  readonly files?: readonly AttachedFile[] | undefined;
}

/** A complete answer without a deferral before it. */
export interface FirstMessage extends Partial<Omit<WholeMessage, 'content'>> {
  readonly content?: string | undefined;
  readonly flags?: MessageFlags.Ephemeral | undefined;
}

/** Only the asker can see it. */
export interface PrivateMessage extends Pick<FirstMessage, 'components'> {
  readonly content: string;
  readonly flags: MessageFlags.Ephemeral;
}
