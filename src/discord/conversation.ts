import { type APIModalInteractionResponseCallbackData, MessageFlags } from 'discord.js';
import type { Clock } from '../clock.ts';
import { render } from '../command/answer.ts';
import type { Call, Dispatcher, Outcome } from '../command/dispatch.ts';
import { find } from '../command/vocabulary.ts';
import { discordRenderings, type MessageContent, NOTE_LENGTH } from './answers.ts';
import { formFor, questionMessage } from './components.ts';
import type { DiscordConfig } from './config.ts';
import { attempt, type Log } from './failures.ts';
import { progressNotes } from './progress.ts';
import type { Questions } from './questions.ts';
import type { Deferred, Replies } from './replies.ts';
import { escapeText } from './text.ts';

/** What every interaction is answered with. */
export interface Desk {
  readonly config: DiscordConfig;
  readonly dispatcher: Dispatcher;
  /** The ids of all game servers. */
  readonly servers: readonly string[];
  serverForChannel(channelId: string): string | undefined;
  guidOf(userId: string): string | undefined;
  readonly replies: Replies;
  readonly questions: Questions;
  readonly clock: Clock;
  readonly log: Log;
}

/** The ways to answer an interaction. discord.js's interactions fit; those of a form have no `showModal`. */
export interface Conversation extends Deferred {
  reply(message: { content: string; flags: MessageFlags.Ephemeral }): Promise<unknown>;
  deferReply(options: { flags?: MessageFlags.Ephemeral }): Promise<unknown>;
  editReply(message: Edit): Promise<unknown>;
  showModal?(modal: APIModalInteractionResponseCallbackData): Promise<unknown>;
}

/** An edit says everything: what is left out of one stays as it was. */
type Edit = Omit<Required<MessageContent>, 'content'> & { readonly content: string | null };

/** A form must be the first answer, within three seconds; a command that may want one has this long to say so. */
const FORM_MS = 1500;
/** An edit may be made twice, and a person waits for it. */
const EDIT_RETRIES_MS = [1000, 3000];

/** From what somebody asked to what they see: a deferral, notes on the way, the outcome. */
export async function converse(conversation: Conversation, call: Call, desk: Desk): Promise<void> {
  const asked: Call = { ...call, canAsk: true };
  if (conversation.showModal && mayWantForm(asked, desk)) return converseByForm(conversation, asked, desk);
  if (await defer(conversation, asked, desk)) await carryOut(conversation, asked, desk);
}

/** Carries out what was deferred. A reply that the answer did not reach is not given again after a restart. */
export async function carryOut(conversation: Conversation, call: Call, desk: Desk): Promise<void> {
  const progress = progressNotes(desk.clock, (note) =>
    edit(conversation, { content: escapeText(note, NOTE_LENGTH) }, desk),
  );
  const outcome = await desk.dispatcher.dispatch({ ...call, progress: progress.note });
  await progress.end();
  await show(conversation, outcome, call, desk);
}

/** One sentence that only the one who asked can see, as the first answer. */
export async function refuse(conversation: Pick<Conversation, 'reply'>, sentence: string, desk: Desk): Promise<void> {
  const message = { content: warning(sentence), flags: MessageFlags.Ephemeral } as const;
  await attempt(() => conversation.reply(message), { what: 'refusing', ...desk });
}

function mayWantForm({ line }: Call, { dispatcher }: Desk): boolean {
  try {
    return find(dispatcher.commands, line).command.input !== undefined;
  } catch {
    return false;
  }
}

async function converseByForm(conversation: Conversation, call: Call, desk: Desk): Promise<void> {
  const outcome = desk.dispatcher.dispatch(call);
  const soon = await Promise.race([outcome, new Promise<void>((resolve) => desk.clock.after(FORM_MS, resolve))]);
  if (soon?.kind === 'input') {
    const { command } = find(desk.dispatcher.commands, soon.line);
    const modal = formFor(soon.form, command, call);
    await attempt(async () => conversation.showModal?.(modal), { what: 'showing a form', ...desk });
  } else if (await defer(conversation, call, desk)) {
    await show(conversation, await outcome, call, desk);
  }
}

/** Without this nothing is done: the person would be told that Pitwall did not respond, and ask again. */
async function defer(conversation: Conversation, { line }: Call, desk: Desk): Promise<boolean> {
  const flags = desk.dispatcher.isPrivate(line) ? { flags: MessageFlags.Ephemeral as const } : {};
  desk.replies.deferred(conversation);
  const isDeferred = await attempt(() => conversation.deferReply(flags), { what: 'deferring', ...desk });
  if (!isDeferred) desk.replies.answered(conversation.id);
  return isDeferred;
}

async function show(conversation: Conversation, outcome: Outcome, { caller }: Call, desk: Desk): Promise<void> {
  if (outcome.kind === 'confirm') {
    const expired = { content: `${escapeText(outcome.text, NOTE_LENGTH)}\nNot answered; nothing was done.` };
    desk.questions.opened({ ...outcome, callerId: caller.id }, () => void edit(conversation, expired, desk));
  }
  await edit(conversation, messageFor(outcome), desk);
  desk.replies.answered(conversation.id);
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
  return attempt(() => conversation.editReply(whole), { what: 'answering', retryAfterMs: EDIT_RETRIES_MS, ...desk });
}

const warning = (sentence: string): string => `⚠️ ${escapeText(sentence, NOTE_LENGTH)}`;
