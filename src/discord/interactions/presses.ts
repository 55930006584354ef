import { MessageFlags } from 'discord.js';
import type { Call } from '../../command/dispatch.ts';
import { UserError } from '../../kit/errors.ts';
import { attempt } from '../common/failures.ts';
import { type Asker, callerOf } from './asker.ts';
import { decodeComponent, quoted } from './components.ts';
import { type Conversation, carryOut, converse, type Desk, refuse } from './conversation.ts';

interface Pressed extends Asker, Conversation {
  readonly customId: string;
  readonly channelId: string | null;
}

/** A button, or a select with what was chosen in it. */
export interface ComponentInteraction extends Pressed {
  readonly channelId: string;
  readonly values?: readonly string[];
  update(message: { components: [] }): Promise<unknown>;
}

export interface FormInteraction extends Pressed {
  readonly fields: { readonly fields: ReadonlyMap<string, object> };
}

/** Buttons and selects are commands; what was chosen becomes words of the line. */
export async function onComponent(interaction: ComponentInteraction, desk: Desk): Promise<void> {
  const call = await callOf(interaction, desk);
  if (!call) return;
  const [, key] = /^(?:confirm|cancel) (\S+)$/.exec(call.line) ?? [];
  if (key !== undefined) return answerQuestion(interaction, call, { key, desk });
  await converse(interaction, { ...call, line: withChosen(call.line, interaction.values ?? []) }, desk);
}

/** What was chosen takes the place of a question mark in the line, or stands at its end. */
function withChosen(line: string, values: readonly string[]): string {
  const chosen = values.map(quoted).join(' ');
  if (chosen === '') return line;
  const filled = line.replace(/ \?(?= |$)/, () => ` ${chosen}`);
  return filled === line ? `${line} ${chosen}` : filled;
}

/** A form's fields are parameters by name; a field left empty is one left out. */
export async function onForm(interaction: FormInteraction, desk: Desk): Promise<void> {
  const call = await callOf(interaction, desk);
  if (!call) return;
  const named = [...interaction.fields.fields].map(([name, field]) => [name, filledIn(field)] as const);
  await converse(interaction, { ...call, named: Object.fromEntries(named) }, desk);
}

/** A text, or the one thing that was chosen. */
function filledIn(field: object): string {
  if ('values' in field && Array.isArray(field.values)) return String(field.values[0] ?? '');
  return 'value' in field ? String(field.value ?? '') : '';
}

const NOT_OURS = 'This came from another version of Pitwall; please give the command instead.';

/** Refuses what is not ours and who may do nothing; gives back no call then. */
async function callOf(interaction: Pressed, desk: Desk): Promise<Call | undefined> {
  try {
    const decoded = decodeComponent(interaction.customId);
    if (!decoded) throw new UserError(NOT_OURS);
    const server = decoded.server ?? desk.serverForChannel(interaction.channelId ?? '');
    const caller = callerOf(interaction, 'component', desk);
    return { line: decoded.line, caller, ...(server !== undefined && { server }) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await refuse(interaction, error.message, desk);
    return undefined;
  }
}

/**
 * The question's own message becomes the answer, and its buttons go before anything is done. Every other press leaves
 * the message alone: somebody else's, a second one, one for a question that a restart or the time has closed.
 */
async function answerQuestion(
  interaction: ComponentInteraction,
  call: Call,
  { key, desk }: { key: string; desk: Desk },
): Promise<void> {
  const { questions, replies, dispatcher } = desk;
  const claim = questions.claim(key, call.caller.id);
  if (claim === 'twice') return refuse(interaction, 'You have answered that already.', desk);
  if (claim === 'not theirs') {
    const outcome = await dispatcher.dispatch(call);
    if (outcome.kind !== 'failed') throw new Error('dispatch took an answer to a question that was not put here');
    return refuse(interaction, outcome.sentence, desk);
  }
  replies.deferred(interaction);
  if (!(await attempt(() => interaction.update({ components: [] }), { what: 'taking an answer', ...desk }))) {
    questions.release(key);
    return replies.answered(interaction.id);
  }
  questions.answered(key);
  const isPrivate = interaction.message?.flags.has(MessageFlags.Ephemeral) ?? false;
  await carryOut(interaction, { call, isPrivate }, desk);
}
