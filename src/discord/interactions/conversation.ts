/** One interaction, from what somebody asked to what they see. */
import { randomUUID } from 'node:crypto';
import { MessageFlags } from 'discord.js';
import type { Form } from '../../command/command.ts';
import type { Call, Outcome } from '../../command/dispatch.ts';
import { UserError } from '../../kit/errors.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { wordsForLocale } from '../../texts/languages.ts';
import { attempt } from '../common/attempt.ts';
import { withLinks } from '../common/cardLinks.ts';
import { isPassing, loggable } from '../common/failures.ts';
import { hiddenFiles, hiddenIn } from '../common/hidden.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeText } from '../common/text.ts';
import { NOTE_LENGTH } from '../renderings/limits.ts';
import type { Answerable, FirstMessage, PrivateMessage, WholeMessage } from './answerable.ts';
import { sayFailed } from './deferrals.ts';
import { firstReply, isAnsweredByAnother } from './firstReply.ts';
import { formFor } from './forms.ts';
import { outcomeMessage } from './outcomeMessage.ts';
import { ProgressNotes } from './progress.ts';
import { unansweredMessage, warning } from './refusals.ts';
import type { InteractionServices } from './services.ts';

/** An answer may be given twice, and a person waits for it. */
const ANSWER_RETRIES_MS = [1000, 3000];

/** What is answered within this time needs no "thinking" before it. Discord waits for three seconds. */
const AT_ONCE_MS = 400;
/** Still within those. */
const REPLY_RETRIES_MS = [400, 800];

const LOST = 'Discord did not confirm this command, so nothing was done; please try again.';

/** It owns its deferral and every way in which somebody is answered, refused, or told that we failed. */
export class Conversation {
  readonly #interaction: Answerable;
  readonly #services: InteractionServices;
  /** Under which the audit keeps what is asked here, and the next Pitwall finds what became of it. */
  readonly #act = randomUUID();
  /** Whether only the one who asked sees the answer. */
  #isPrivate = false;

  constructor(interaction: Answerable, services: InteractionServices) {
    this.#interaction = interaction;
    this.#services = services;
  }

  /** The whole way of a command: read it, defer, dispatch, show what came of it. */
  async answer(read: () => Call): Promise<void> {
    const call = await this.understand(read);
    if (call) await this.hold(call);
  }

  /** What was asked; undefined when it was refused, which the asker has been told. */
  async understand(read: () => Call): Promise<Call | undefined> {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      await this.refuse(error.message);
      return undefined;
    }
  }

  async hold(call: Call): Promise<void> {
    const { dispatcher, vocabulary, drafts } = this.#services;
    drafts.keep(call);
    const asked: Call = { ...call, canAsk: true };
    const command = vocabulary.commandOf(call.line);
    const form = command?.input && this.#interaction.showModal ? await dispatcher.formOf(asked) : undefined;
    if (form) return this.#showForm(form, asked);
    this.#isPrivate = this.#isAnsweredInPlace() || dispatcher.isPrivate(call.line, call.caller.role);
    if (call.caller.via === 'slash' && command?.is === 'question') await this.#answerAtOnce(asked);
    else if (await this.#defer()) await this.carryOut(asked);
  }

  /** What only asks may run before Discord has heard of us. The answer is the first that it hears, where it is soon there. */
  async #answerAtOnce(call: Call): Promise<void> {
    const { clock, dispatcher } = this.#services;
    let deferral: Promise<boolean> | undefined;
    const defer = (): Promise<boolean> => {
      deferral ??= this.#defer();
      return deferral;
    };
    const cancel = clock.after(AT_ONCE_MS, () => void defer());
    const progress = new ProgressNotes(clock, async (note) => (await defer()) && this.#showNote(note));
    const asked = dispatcher.dispatch({ ...call, act: this.#act }, (note) => progress.note(note));
    const outcome = await Promise.resolve(asked).finally(cancel);
    await progress.end();
    if (!deferral) await this.#reply(outcome, call);
    else if (await deferral) await this.#show(outcome, call);
  }

  /**
   * Carries out what was deferred. A reply that the answer did not reach is not given again after a restart.
   *
   * @param asked what the call says yes to, where it does
   */
  async carryOut(call: Call, asked = call): Promise<void> {
    const progress = new ProgressNotes(this.#services.clock, (note) => this.#showNote(note));
    const outcome = await this.#services.dispatcher.dispatch({ ...call, act: this.#act }, (note) =>
      progress.note(note),
    );
    await progress.end();
    await this.#show(outcome, asked);
  }

  /** The message that was pressed in becomes the answer. @returns whether Discord heard of it */
  async takeOver(update: () => Promise<unknown>): Promise<boolean> {
    const { deferrals } = this.#services;
    this.#isPrivate = this.#isMessagePrivate();
    deferrals.opened(this.#interaction, this.#act);
    if (await this.#attempt('taking an answer', update)) return true;
    deferrals.answered(this.#interaction.id);
    return false;
  }

  /** One sentence that only the one who asked can see, as the first answer. */
  async refuse(sentence: string): Promise<void> {
    const message = await this.#forAskerAlone({ content: warning(sentence) });
    await this.#attempt('refusing', () => this.#interaction.reply(message));
  }

  /** Says that we failed, whatever has been said before. */
  async sayFailed(sentence: string): Promise<void> {
    const { id, deferred, replied } = this.#interaction;
    if (deferred || replied) await this.#edit({ content: warning(sentence) });
    else await this.refuse(sentence);
    this.#services.deferrals.answered(id);
  }

  /** A form must be the first answer; it is known without doing anything. */
  async #showForm(form: Form, call: Call): Promise<void> {
    const { vocabulary, hide, drafts } = this.#services;
    const { command } = vocabulary.find(call.line);
    const modal = formFor(form, command, call, { words: this.#words(), draft: drafts.of(call) });
    await this.#attempt('showing a form', async () => this.#interaction.showModal?.(hiddenIn(modal, hide)));
  }

  /** Without this nothing is done: the person would be told that Pitwall did not respond, and ask again. */
  async #defer(): Promise<boolean> {
    const { deferrals, log } = this.#services;
    const interaction = this.#interaction;
    deferrals.opened(interaction, this.#act);
    try {
      if (interaction.deferUpdate && this.#isAnsweredInPlace()) await interaction.deferUpdate();
      else await interaction.deferReply(this.#isPrivate ? { flags: MessageFlags.Ephemeral } : {});
      return true;
    } catch (error) {
      log.warn(loggable(error), 'deferring failed');
      if (isAnsweredByAnother(error)) this.#services.onRival?.();
      // It may have been carried out: then "thinking" would stand there for ever.
      if (isPassing(error)) void sayFailed(interaction, LOST, this.#services);
      else deferrals.answered(interaction.id);
      return false;
    }
  }

  /** The whole answer at once. What somebody may not, or typed wrongly, is not for all to read. */
  async #reply(outcome: Outcome, call: Call): Promise<void> {
    this.#expect(outcome, call);
    const { content, ...more } = await this.#whole(this.#messageFor(outcome, call));
    const isPrivate = this.#isPrivate || outcome.kind === 'failed';
    const flags = isPrivate ? MessageFlags.Ephemeral : undefined;
    const message: FirstMessage = { content: content ?? undefined, ...more, flags };
    const reply = firstReply(this.#interaction, message, () => this.#services.onRival?.());
    await this.#attempt('answering', reply, REPLY_RETRIES_MS);
  }

  /** A question of ours is open from here on. */
  #expect(outcome: Outcome, call: Call): void {
    if (outcome.kind !== 'confirm') return;
    const { key, text, ms } = outcome;
    const expired = unansweredMessage(text, call, this.#services.vocabulary);
    this.#services.questions.opened({ key, ms, call }, () => void this.#edit(expired));
  }

  #showNote(note: string): Promise<boolean> {
    return this.#edit({ content: escapeText(note, NOTE_LENGTH) });
  }

  async #show(outcome: Outcome, call: Call): Promise<void> {
    this.#expect(outcome, call);
    const { deferrals, drafts } = this.#services;
    drafts.answered(call, outcome);
    const message = this.#messageFor(outcome, call);
    if (outcome.kind === 'failed' && !this.#isPrivate) await this.#takeAside(message);
    else await this.#edit(message);
    deferrals.answered(this.#interaction.id);
  }

  #messageFor(outcome: Outcome, call: Call): MessageContent {
    return outcomeMessage(outcome, call, { words: this.#words(), vocabulary: this.#services.vocabulary });
  }

  /**
   * What somebody may not, or typed wrongly, is not for all to read. The reply goes first: a follow-up to a deferral
   * would take its place, and be as public. Where one way fails the others are tried; each command has an answer.
   */
  async #takeAside(refusal: MessageContent): Promise<void> {
    const message = await this.#forAskerAlone(refusal);
    const tell = () => this.#attempt('refusing', () => this.#interaction.followUp(message), ANSWER_RETRIES_MS);
    const takeBack = () => this.#interaction.deleteReply();
    const isGone = await this.#attempt('taking a reply back', takeBack, ANSWER_RETRIES_MS);
    if (isGone && (await tell())) return;
    if (!(await this.#edit(refusal))) await tell();
  }

  /** Whoever asks reads the answer in the language of their own Discord. */
  #words(): Catalogue {
    return wordsForLocale(this.#interaction.locale);
  }

  /** As it may be seen. */
  async #whole({ content = null, embeds = [], components = [], files }: Partial<WholeMessage>): Promise<WholeMessage> {
    const { hide, addressOf = () => undefined } = this.#services;
    const shown = withLinks(hiddenIn({ content, embeds, components }, hide), addressOf);
    return files ? { ...shown, files: await hiddenFiles(files, hide) } : shown;
  }

  async #edit(message: Partial<WholeMessage>): Promise<boolean> {
    const whole = await this.#whole(message);
    return this.#attempt('answering', () => this.#interaction.editReply(whole), ANSWER_RETRIES_MS);
  }

  #attempt(what: string, request: () => Promise<unknown>, retryAfterMs?: readonly number[]): Promise<boolean> {
    const { clock, log } = this.#services;
    return attempt(request, { what, clock, log, retryAfterMs });
  }

  async #forAskerAlone(message: MessageContent): Promise<PrivateMessage> {
    const { content, components } = await this.#whole(message);
    return { content: content ?? '', ...(components.length > 0 && { components }), flags: MessageFlags.Ephemeral };
  }

  /** Who was asked by a select has answered it; buttons may stand on a card that is still to be looked at. */
  #isAnsweredInPlace(): boolean {
    return this.#isMessagePrivate() && this.#interaction.isButton?.() !== true;
  }

  #isMessagePrivate(): boolean {
    return this.#interaction.message?.flags.has(MessageFlags.Ephemeral) ?? false;
  }
}
