/** Buttons, selects and forms. Each is a command whose line is in the component's id. */
import type { Call } from '../../command/dispatch.ts';
import { UserError } from '../../kit/errors.ts';
import { decodeComponent, quoted } from '../common/componentId.ts';
import type { Answerable } from './answerable.ts';
import { type Asker, callerOf } from './asker.ts';
import { Conversation } from './conversation.ts';
import type { InteractionServices } from './services.ts';

interface Pressed extends Asker, Answerable {
  readonly customId: string;
  readonly channelId: string | null;
}

/** A button, or a select with the chosen values. */
export interface ComponentInteraction extends Pressed {
  readonly channelId: string;
  readonly values?: readonly string[];
  update(message: { components: [] }): Promise<unknown>;
}

export interface FormInteraction extends Pressed {
  readonly fields: { readonly fields: ReadonlyMap<string, object> };
}

/** The chosen values become words of the line. */
export async function onComponent(interaction: ComponentInteraction, services: InteractionServices): Promise<void> {
  const conversation = new Conversation(interaction, services);
  const call = await conversation.understand(() => callOf(interaction, services));
  if (!call) return;
  const [, key] = /^(?:confirm|cancel) (\S+)$/.exec(call.line) ?? [];
  if (key !== undefined) return answerQuestion(key, call, { conversation, interaction, services });
  await conversation.hold({ ...call, line: withChosen(call.line, interaction.values ?? []) });
}

/** The chosen values replace a question mark in the line, or are appended to it. */
function withChosen(line: string, values: readonly string[]): string {
  const chosen = values.map(quoted).join(' ');
  if (chosen === '') return line;
  const filled = line.replace(/ \?(?= |$)/, () => ` ${chosen}`);
  return filled === line ? `${line} ${chosen}` : filled;
}

/** A form's fields are named parameters. An empty field counts as left out. */
export const onForm = (interaction: FormInteraction, services: InteractionServices): Promise<void> =>
  new Conversation(interaction, services).answer(() => {
    const named = [...interaction.fields.fields].map(([name, field]) => [name, filledIn(field)] as const);
    return { ...callOf(interaction, services), named: Object.fromEntries(named) };
  });

/** A text, the one chosen value, or all chosen values as words. */
function filledIn(field: object): string {
  if ('values' in field && Array.isArray(field.values)) {
    const chosen = field.values.map(String);
    return chosen.length > 1 ? chosen.map(quoted).join(' ') : (chosen[0] ?? '');
  }
  return 'value' in field && typeof field.value === 'string' ? field.value : '';
}

const NOT_OURS = 'This button is from another version of Pitwall; please use the command instead.';

/** @throws UserError for an id that is not ours, and for somebody without a role */
function callOf(interaction: Pressed, services: InteractionServices): Call {
  const decoded = decodeComponent(interaction.customId);
  if (!decoded) throw new UserError(NOT_OURS);
  const server = decoded.server ?? services.serverForChannel(interaction.channelId ?? '');
  const call: Call = { line: decoded.line, caller: callerOf(interaction, 'component', services), server };
  const isAnswer = /^(?:confirm|cancel) /.test(call.line);
  // A button on a card from an older version may name a command that no longer exists.
  if (!isAnswer && services.dispatcher.judge(call) === 'unknown') throw new UserError(NOT_OURS);
  return call;
}

interface Press {
  readonly conversation: Conversation;
  readonly interaction: ComponentInteraction;
  readonly services: InteractionServices;
}

/**
 * The question's own message becomes the answer, and its buttons are removed before anything is carried out. Any other
 * press leaves the message alone: somebody else's, a second one, or one after a restart or a timeout.
 */
async function answerQuestion(key: string, call: Call, { conversation, interaction, services }: Press): Promise<void> {
  const { questions, dispatcher } = services;
  const claim = questions.claim(key, call.caller.id);
  if (claim === 'twice') return conversation.refuse('You have already answered that.');
  if (claim === 'not theirs') {
    const outcome = await dispatcher.dispatch(call);
    if (outcome.kind !== 'failed') throw new Error('dispatch took an answer to a question that was not put here');
    return conversation.refuse(outcome.sentence);
  }
  if (!(await conversation.takeOver(() => interaction.update({ components: [] })))) return questions.release(key);
  await conversation.carryOut(call, questions.answered(key));
}
