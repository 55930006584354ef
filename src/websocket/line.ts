/** One line from a client, and its answer. */
import { isUtf8 } from 'node:buffer';
import { render } from '../command/answer.ts';
import type { Outcome } from '../command/dispatch.ts';
import { phrase, type Sentence } from '../kit/sentence.ts';
import { type Client, type ClientLine, type ClientReply, type LineContext, roleOfClient } from './client.ts';
import { answerListener } from './listener.ts';
import { authenticate, logOn } from './login.ts';
import { failure } from './shapes/shape.ts';
import { subscribe } from './subscription.ts';

/** Parses a frame. The id is returned even if the rest is invalid. */
export function readClientLine(bytes: Uint8Array): ClientLine {
  const line = TEXT.decode(bytes).trim();
  if (PLAIN.test(line)) return { text: line };
  const [, id, unnumbered = line] = /^@(\S{1,64})(?!\S)\s*(.*)$/s.exec(line) ?? [];
  const [, server, text = unnumbered] = /^server=(\S+)\s*(.*)$/is.exec(unnumbered) ?? [];
  return { id, server, text, problem: problemWith(bytes, line) };
}

const TEXT = new TextDecoder();
/** The usual line: ASCII, without an id or a server. */
const PLAIN = /^(?!@|server=)[ -~]*$/i;

function problemWith(bytes: Uint8Array, line: string): string | undefined {
  if (!isUtf8(bytes)) return 'The frame is not UTF-8 text.';
  if (/[\r\n]/.test(line)) return 'A frame holds one line; this one holds several.';
  if (/^@(?!\S)/.test(line)) return 'There is no id behind "@".';
  return /^@\S{65}/.test(line) ? 'The id behind "@" has more than 64 characters.' : undefined;
}

/**
 * Answers the words that the connection itself understands: authentication, subscriptions and reports from a car.
 * Undefined for a command. Before the client is authenticated, nothing else is answered.
 *
 * @throws UserError
 */
export function answerOwnWord(line: ClientLine, client: Client, context: LineContext): ClientReply | undefined {
  if (!OWN_WORD.test(line.text)) return undefined;
  const [, token] = /^auth(?!\S)\s*(.*)$/is.exec(line.text) ?? [];
  if (token !== undefined) return authenticate(token, client, context);
  const [, logon] = /^logon:(.*)$/is.exec(line.text) ?? [];
  if (logon !== undefined) return logOn(logon, client, context);
  const role = roleOfClient(client);
  if (/^subscribe$/i.test(line.text)) return subscribe(line, client, role, context);
  return answerListener(line, client, role, context);
}

const OWN_WORD = /^(?:auth|logon:|subscribe|listen|heard)/i;

/** Dispatches a command and returns its answer in the client's shape, synchronously if possible. */
export function answerCommand(
  line: ClientLine,
  client: Client,
  { access, dispatcher, servers }: LineContext,
): ClientReply | Promise<ClientReply> {
  const { id, name, shape } = client;
  const role = roleOfClient(client);
  const spelling = shape.spellings.find(({ theirs }) => theirs.test(line.text));
  const replyWith = (outcome: Outcome): ClientReply => {
    if (outcome.kind !== 'done') return { frames: [failure(sentenceOf(outcome))] };
    const viewer = { role, viewOf: (server: string) => servers.get(server)?.view() };
    const frames = render(shape.answers, outcome.answer, viewer);
    return { frames: spelling?.before ? [...spelling.before, ...frames] : frames };
  };
  const outcome = dispatcher.dispatch({
    line: spelling ? line.text.replace(spelling.theirs, spelling.ours) : line.text,
    caller: { via: 'socket', role, proof: access.openAs ? 'open' : 'token', id, name, account: access.ownerOf(role) },
    server: line.server ?? client.server,
  });
  return outcome instanceof Promise ? outcome.then(replyWith) : replyWith(outcome);
}

/** A websocket client cannot be asked back: the line must contain everything. */
function sentenceOf(outcome: Exclude<Outcome, { kind: 'done' }>): Sentence {
  if (outcome.kind === 'failed') return outcome.sentence;
  if (outcome.kind === 'confirm')
    return phrase`That would need a confirmation, which cannot be given here. ${outcome.text}`;
  const names = outcome.form.fields.filter(({ required = true }) => required).map(({ name }) => name);
  return `The line says too little: add ${names.join(', ')}.`;
}
