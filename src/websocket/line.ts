/** One line of a client, and what answers it. */
import { isUtf8 } from 'node:buffer';
import { render } from '../command/answer.ts';
import type { Outcome } from '../command/dispatch.ts';
import { type Client, type ClientLine, type ClientReply, type LineContext, roleOfClient } from './client.ts';
import { answerListener } from './listener.ts';
import { authenticate, logOn } from './login.ts';
import { failure } from './shapes/shape.ts';
import { subscribe } from './subscription.ts';

/** A line of a frame; its id is known also where nothing else of it can be taken. */
export function readClientLine(bytes: Uint8Array): ClientLine {
  const line = TEXT.decode(bytes).trim();
  if (PLAIN.test(line)) return { text: line };
  const [, id, unnumbered = line] = /^@(\S{1,64})(?!\S)\s*(.*)$/s.exec(line) ?? [];
  const [, server, text = unnumbered] = /^server=(\S+)\s*(.*)$/is.exec(unnumbered) ?? [];
  return { id, server, text, problem: problemWith(bytes, line) };
}

const TEXT = new TextDecoder();
/** As most are: ASCII, without an id, and without a server. */
const PLAIN = /^(?!@|server=)[ -~]*$/i;

function problemWith(bytes: Uint8Array, line: string): string | undefined {
  if (!isUtf8(bytes)) return 'The frame is not UTF-8 text.';
  if (/[\r\n]/.test(line)) return 'A frame holds one line; this one holds several.';
  return /^@\S{65}/.test(line) ? 'The id behind "@" has more than 64 characters.' : undefined;
}

/**
 * Answers what the connection itself understands: who the client is, what it wants to be told or passes on. Undefined
 * for a command. Nothing but these is answered before the client is authenticated.
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

/** Puts a command to the dispatcher and gives its answer in the client's shape; at once, where that is. */
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

/** There is no way to ask back on a websocket: what is missing has to stand on the line. */
function sentenceOf(outcome: Exclude<Outcome, { kind: 'done' }>): string {
  if (outcome.kind === 'failed') return outcome.sentence;
  if (outcome.kind === 'confirm') return `That would need a confirmation, which cannot be given here. ${outcome.text}`;
  const names = outcome.form.fields.filter(({ required = true }) => required).map(({ name }) => name);
  return `The line says too little: add ${names.join(', ')}.`;
}
