import { type APIModalInteractionResponseCallbackData, MessageFlags } from 'discord.js';
import { render } from '../../command/answer.ts';
import type { Call, Dispatcher, Outcome } from '../../command/dispatch.ts';
import { find } from '../../command/vocabulary.ts';
import type { Clock } from '../../kit/clock.ts';
import { attempt, isPassing, type Log, loggable } from '../common/failures.ts';
import { escapeText } from '../common/text.ts';
import { discordRenderings, type MessageContent, NOTE_LENGTH } from '../renderings/answers.ts';
import type { DiscordConfig } from '../session/config.ts';
import { formFor, questionMessage } from './components.ts';
import { progressNotes } from './progress.ts';
import type { Questions } from './questions.ts';
import type { Deferred, Replies } from './replies.ts';

/** What every interaction is answered with. */
export interface Desk {
  readonly config: DiscordConfig;
  readonly dispatcher: Dispatcher;
  /** The ids of all game servers. */
  readonly servers: readonly string[];
  serverForChannel(channelId: string): string | undefined;
  guidOf(userId: string): string | undefined;
  /** A deferral whose answer never came may have been carried out: then "thinking" would stand there for ever. */
  lost(reply: Deferred): void;
  readonly replies: Replies;
  readonly questions: Questions;
  readonly clock: Clock;
  readonly log: Log;
}

/** The ways to answer an interaction. discord.js's interactions fit; those of a form have no `showModal`. */
export interface Conversation extends Deferred {
  reply(message: Whisper): Promise<unknown>;
  deferReply(options: { flags?: MessageFlags.Ephemeral }): Promise<unknown>;
  editReply(message: Edit): Promise<unknown>;
  deleteReply(): Promise<unknown>;
  followUp(message: Whisper): Promise<unknown>;
  /** What was pressed or chosen in, or led to the form. */
  readonly message?: { readonly flags: { has(flag: MessageFlags): boolean } } | null;
  isButton?(): boolean;
  /** The answer takes the place of that message. */
  deferUpdate?(): Promise<unknown>;
  showModal?(modal: APIModalInteractionResponseCallbackData): Promise<unknown>;
}

/** An edit says everything: what is left out of one stays as it was. */
type Edit = Omit<Required<MessageContent>, 'content'> & { readonly content: string | null };

/** For the eyes of the one who asked alone. */
interface Whisper {
  readonly content: string;
  readonly flags: MessageFlags.Ephemeral;
}

/** What somebody asked, and whether only they see the reply. */
interface Asked {
  readonly call: Call;
  readonly isPrivate: boolean;
}

/** A form must be the first answer, within three seconds; a command that may want one has this long to say so. */
const FORM_MS = 1500;
/** An answer may be given twice, and a person waits for it. */
const ANSWER_RETRIES_MS = [1000, 3000];

/** From what somebody asked to what they see: a deferral, notes on the way, the outcome. */
export async function converse(conversation: Conversation, call: Call, desk: Desk): Promise<void> {
  const isPrivate = isAnsweredInPlace(conversation) || desk.dispatcher.isPrivate(call.line, call.caller.role);
  const asked: Asked = { call: { ...call, canAsk: true }, isPrivate };
  if (conversation.showModal && mayWantForm(call, desk)) return converseByForm(conversation, asked, desk);
  if (await defer(conversation, asked, desk)) await carryOut(conversation, asked, desk);
}

/** Carries out what was deferred. A reply that the answer did not reach is not given again after a restart. */
export async function carryOut(conversation: Conversation, asked: Asked, desk: Desk): Promise<void> {
  const progress = progressNotes(desk.clock, (note) =>
    edit(conversation, { content: escapeText(note, NOTE_LENGTH) }, desk),
  );
  const outcome = await desk.dispatcher.dispatch(asked.call, progress.note);
  await progress.end();
  await show(conversation, outcome, asked, desk);
}

/** One sentence that only the one who asked can see, as the first answer. */
export async function refuse(conversation: Pick<Conversation, 'reply'>, sentence: string, desk: Desk): Promise<void> {
  await attempt(() => conversation.reply(whisper(sentence)), { what: 'refusing', ...desk });
}

function mayWantForm({ line }: Call, { dispatcher }: Desk): boolean {
  try {
    return find(dispatcher.commands, line).command.input !== undefined;
  } catch {
    return false;
  }
}

async function converseByForm(conversation: Conversation, asked: Asked, desk: Desk): Promise<void> {
  const { call } = asked;
  const outcome = desk.dispatcher.dispatch(call);
  const soon = await Promise.race([outcome, new Promise<void>((resolve) => desk.clock.after(FORM_MS, resolve))]);
  if (soon?.kind === 'input') {
    const { command } = find(desk.dispatcher.commands, soon.line);
    const modal = formFor(soon.form, command, call);
    await attempt(async () => conversation.showModal?.(modal), { what: 'showing a form', ...desk });
  } else if (await defer(conversation, asked, desk)) {
    await show(conversation, await outcome, asked, desk);
  }
}

/** Without this nothing is done: the person would be told that Pitwall did not respond, and ask again. */
async function defer(conversation: Conversation, { isPrivate }: Asked, desk: Desk): Promise<boolean> {
  const flags = isPrivate ? { flags: MessageFlags.Ephemeral as const } : {};
  desk.replies.deferred(conversation);
  const deferring = () =>
    conversation.deferUpdate && isAnsweredInPlace(conversation)
      ? conversation.deferUpdate()
      : conversation.deferReply(flags);
  try {
    await deferring();
    return true;
  } catch (error) {
    desk.log.warn(loggable(error), 'deferring failed');
    if (isPassing(error)) desk.lost(conversation);
    else desk.replies.answered(conversation.id);
    return false;
  }
}

/** Who was asked by a select has answered it; buttons may stand on a card that is still to be looked at. */
const isAnsweredInPlace = (conversation: Conversation): boolean =>
  conversation.message?.flags.has(MessageFlags.Ephemeral) === true && conversation.isButton?.() !== true;

async function show(conversation: Conversation, outcome: Outcome, asked: Asked, desk: Desk): Promise<void> {
  if (outcome.kind === 'confirm') {
    const expired = { content: `${escapeText(outcome.text, NOTE_LENGTH)}\nNot answered; nothing was done.` };
    desk.questions.opened({ ...outcome, callerId: asked.call.caller.id }, () => void edit(conversation, expired, desk));
  }
  if (outcome.kind === 'failed' && !asked.isPrivate) await takeAside(conversation, outcome.sentence, desk);
  else await edit(conversation, messageFor(outcome), desk);
  desk.replies.answered(conversation.id);
}

/**
 * What somebody may not, or typed wrongly, is not for all to read. The reply goes first: a follow-up to a deferral
 * would take its place, and be as public. Where one way fails the others are tried; each command has an answer.
 */
async function takeAside(conversation: Conversation, sentence: string, desk: Desk): Promise<void> {
  const options = { retryAfterMs: ANSWER_RETRIES_MS, ...desk };
  const tell = () => attempt(() => conversation.followUp(whisper(sentence)), { what: 'refusing', ...options });
  const isGone = await attempt(() => conversation.deleteReply(), { what: 'taking a reply back', ...options });
  if (isGone && (await tell())) return;
  if (!(await edit(conversation, { content: warning(sentence) }, desk))) await tell();
}

function messageFor(outcome: Outcome): MessageContent {
  switch (outcome.kind) {
    case 'done':
      return render(discordRenderings, outcome.answer);
    case 'failed':
      return { content: warning(outcome.sentence) };
    case 'confirm':
      return questionMessage(escapeText(outcome.text, NOTE_LENGTH), outcome.key);
    case 'input':
      throw new Error(`"${outcome.line}" asks for a form where none can be shown`);
  }
}

function edit(conversation: Conversation, message: MessageContent, desk: Desk): Promise<boolean> {
  const whole: Edit = { content: null, embeds: [], components: [], ...message };
  return attempt(() => conversation.editReply(whole), { what: 'answering', retryAfterMs: ANSWER_RETRIES_MS, ...desk });
}

const whisper = (sentence: string): Whisper => ({ content: warning(sentence), flags: MessageFlags.Ephemeral });

const warning = (sentence: string): string => `⚠️ ${escapeText(sentence, NOTE_LENGTH)}`;
