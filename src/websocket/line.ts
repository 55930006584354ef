/** One line of a client, and what answers it. */
import { render } from '../command/answer.ts';
import type { Outcome } from '../command/dispatch.ts';
import { UserError } from '../kit/errors.ts';
import { type Client, type ClientLine, type ClientReply, type LineContext, roleOfClient } from './client.ts';
import { answerListener } from './listener.ts';
import { authenticate, logOn } from './login.ts';
import { failure } from './shapes/shape.ts';
import { subscribe } from './subscription.ts';

/** @throws UserError for what is not one line of UTF-8 text */
export function readClientLine(bytes: Uint8Array): ClientLine {
  const line = decoded(bytes).trim();
  if (/[\r\n]/.test(line)) throw new UserError('A frame holds one line; this one holds several.');
  if (/^@\S{65}/.test(line)) throw new UserError('The id behind "@" has more than 64 characters.');
  const [, id, unnumbered = line] = /^@(\S{1,64})(?!\S)\s*(.*)$/s.exec(line) ?? [];
  const [, server, text = unnumbered] = /^server=(\S+)\s*(.*)$/is.exec(unnumbered) ?? [];
  return { id, server, text };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError('The frame is not UTF-8 text.');
  }
}

/**
 * Answers what the connection itself understands: who the client is, what it wants to be told or passes on. Undefined
 * for a command. Nothing but these is answered before the client is authenticated.
 *
 * @throws UserError
 */
export function answerOwnWord(line: ClientLine, client: Client, context: LineContext): ClientReply | undefined {
  const [, token] = /^auth(?!\S)\s*(.*)$/is.exec(line.text) ?? [];
  if (token !== undefined) return authenticate(token, client, context);
  const [, logon] = /^logon:(.*)$/is.exec(line.text) ?? [];
  if (logon !== undefined) return logOn(logon, client, context);
  const role = roleOfClient(client);
  if (/^subscribe$/i.test(line.text)) return subscribe(line, client, role, context);
  return answerListener(line, client, role, context);
}

/** Puts a command to the dispatcher and gives its answer in the client's shape. */
export async function answerCommand(line: ClientLine, client: Client, context: LineContext): Promise<ClientReply> {
  const { access, dispatcher, servers } = context;
  const { id, name, shape } = client;
  const role = roleOfClient(client);
  const spelling = shape.spellings.find(({ theirs }) => theirs.test(line.text));
  const outcome = await dispatcher.dispatch({
    line: spelling ? line.text.replace(spelling.theirs, spelling.ours) : line.text,
    caller: { via: 'socket', role, proof: access.openAs ? 'open' : 'token', id, name },
    server: line.server ?? client.server,
  });
  if (outcome.kind !== 'done') return { frames: [failure(sentenceOf(outcome))] };
  const viewer = { role, viewOf: (server: string) => servers.get(server)?.view() };
  return { frames: [...(spelling?.before ?? []), ...render(shape.answers, outcome.answer, viewer)] };
}

/** There is no way to ask back on a websocket: what is missing has to stand on the line. */
function sentenceOf(outcome: Exclude<Outcome, { kind: 'done' }>): string {
  if (outcome.kind === 'failed') return outcome.sentence;
  if (outcome.kind === 'confirm') return `That would need a confirmation, which cannot be given here. ${outcome.text}`;
  const names = outcome.form.fields.filter(({ required = true }) => required).map(({ name }) => name);
  return `The line says too little: add ${names.join(', ')}.`;
}
