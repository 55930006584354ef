/** One interaction, from the request to the answer on screen. */
import { randomUUID } from 'node:crypto';
import { MessageFlags } from 'discord.js';
import type { Form } from '../../command/command.ts';
import type { Call, Outcome } from '../../command/dispatch.ts';
import { UserError } from '../../kit/errors.ts';
import type { Sentence } from '../../kit/sentence.ts';
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

/** Giving an answer twice is harmless, and a person is waiting for it. */
const ANSWER_RETRIES_MS = [1000, 3000];

/** An answer within this time needs no "thinking" first. Discord waits for three seconds. */
const AT_ONCE_MS = 400;
/** Still within the three seconds. */
const REPLY_RETRIES_MS = [400, 800];

const LOST = 'Discord did not confirm this command, so nothing was done; please try again.';

/** Owns the deferral, and every way to answer the user, refuse, or report a failure. */
export class Conversation {
  readonly #interaction: Answerable;
  readonly #services: InteractionServices;
  /** The audit stores the request under this id, so that after a restart its outcome can be found. */
  readonly #act = randomUUID();
  /** Whether only the asker sees the answer. */
  #isPrivate = false;

  constructor(interaction: Answerable, services: InteractionServices) {
    this.#interaction = interaction;
    this.#services = services;
  }

  /** The whole path of a command: read, defer, dispatch, show the outcome. */
  async answer(read: () => Call): Promise<void> {
    const call = await this.understand(read);
    if (call) await this.hold(call);
  }

  /** What was asked; undefined if it was refused, which has already been answered. */
  async understand(read: () => Call): Promise<Call | undefined> {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      await this.refuse(error.sentence);
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

  /** A question has no side effects, so it may run before Discord is answered. A quick answer is sent directly. */
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
   * Carries out a deferred command. If the answer does not reach the reply, it is not sent again after a restart.
   *
   * @param asked the call that this one confirms, if it does
   */
  async carryOut(call: Call, asked = call): Promise<void> {
    const progress = new ProgressNotes(this.#services.clock, (note) => this.#showNote(note));
    const outcome = await this.#services.dispatcher.dispatch({ ...call, act: this.#act }, (note) =>
      progress.note(note),
    );
    await progress.end();
    await this.#show(outcome, asked);
  }

  /** The message with the pressed button becomes the answer. @returns whether Discord received it */
  async takeOver(update: () => Promise<unknown>): Promise<boolean> {
    const { deferrals } = this.#services;
    this.#isPrivate = this.#isMessagePrivate();
    deferrals.opened(this.#interaction, this.#act);
    if (await this.#attempt('taking an answer', update)) return true;
    deferrals.answered(this.#interaction.id);
    return false;
  }

  /** One sentence that only the asker can see, as the first answer. */
  async refuse(sentence: Sentence): Promise<void> {
    const message = await this.#forAskerAlone({ content: warning(sentence, this.#services.vocabulary) });
    await this.#attempt('refusing', () => this.#interaction.reply(message));
  }

  /** Reports a failure, whatever has been answered before. */
  async sayFailed(sentence: string): Promise<void> {
    const { id, deferred, replied } = this.#interaction;
    if (deferred || replied) await this.#edit({ content: warning(sentence, this.#services.vocabulary) });
    else await this.refuse(sentence);
    this.#services.deferrals.answered(id);
  }

  /** A form must be the first answer. It can be built without carrying anything out. */
  async #showForm(form: Form, call: Call): Promise<void> {
    const { vocabulary, hide, drafts } = this.#services;
    const { command } = vocabulary.find(call.line);
    const modal = formFor(form, command, call, { words: this.#words(), draft: drafts.of(call) });
    await this.#attempt('showing a form', async () => this.#interaction.showModal?.(hiddenIn(modal, hide)));
  }

  /** If deferring fails, nothing is carried out: the user sees that Pitwall did not respond, and will ask again. */
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
      // Discord may have processed it. Then "thinking" would stay there for ever.
      if (isPassing(error)) void sayFailed(interaction, LOST, this.#services);
      else deferrals.answered(interaction.id);
      return false;
    }
  }

  /** The whole answer at once. Refusals and typing errors are not public. */
  async #reply(outcome: Outcome, call: Call): Promise<void> {
    this.#expect(outcome, call);
    const { content, ...more } = await this.#whole(this.#messageFor(outcome, call));
    const isPrivate = this.#isPrivate || outcome.kind === 'failed';
    const flags = isPrivate ? MessageFlags.Ephemeral : undefined;
    const message: FirstMessage = { content: content ?? undefined, ...more, flags };
    const reply = firstReply(this.#interaction, message, () => this.#services.onRival?.());
    await this.#attempt('answering', reply, REPLY_RETRIES_MS);
  }

  /** From here on, our question waits for an answer. */
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
   * Refusals and typing errors are not public. The deferred reply is deleted first: a follow-up to it would take its
   * place and be just as public. If one way fails, the others are tried, so that every command has an answer.
   */
  async #takeAside(refusal: MessageContent): Promise<void> {
    const message = await this.#forAskerAlone(refusal);
    const tell = () => this.#attempt('refusing', () => this.#interaction.followUp(message), ANSWER_RETRIES_MS);
    const takeBack = () => this.#interaction.deleteReply();
    const isGone = await this.#attempt('taking a reply back', takeBack, ANSWER_RETRIES_MS);
    if (isGone && (await tell())) return;
    if (!(await this.#edit(refusal))) await tell();
  }

  /** The answer is in the language of the asker's own Discord. */
  #words(): Catalogue {
    return wordsForLocale(this.#interaction.locale);
  }

  /** Without anything that must not be seen, and with links filled in. */
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

  /** A select has done its job once something is chosen. Buttons may be on a card that is still needed. */
  #isAnsweredInPlace(): boolean {
    return this.#isMessagePrivate() && this.#interaction.isButton?.() !== true;
  }

  #isMessagePrivate(): boolean {
    return this.#interaction.message?.flags.has(MessageFlags.Ephemeral) ?? false;
  }
}
