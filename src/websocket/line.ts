import { z } from 'zod';
import { render } from '../command/answer.ts';
import type { App } from '../command/app.ts';
import type { Role } from '../command/caller.ts';
import type { Dispatcher, Outcome } from '../command/dispatch.ts';
import { shortened, unknownServer } from '../command/param.ts';
import { UserError } from '../kit/errors.ts';
import type { RaceState } from '../race/state.ts';
import type { Gate } from './auth.ts';
import { answerListener, type Ear } from './listener.ts';
import { logonShape } from './shapes/logon.ts';
import { type Frame, failure, message, type Shape } from './shapes/shape.ts';
import { seenBy, snapshot } from './subscription.ts';

/** `@7 server=gt3 server info`: a request id, the server meant, the command. */
export interface Line {
  readonly id?: string;
  readonly server?: string;
  readonly text: string;
}

/** Who is on the other end of a connection. */
export interface Client {
  /** Tells connections apart in the audit. */
  readonly id: string;
  readonly name: string;
  /** Absent until authenticated. */
  readonly role?: Role;
  readonly shape: Shape;
  /** The server that the connection's path names. */
  readonly server?: string;
  /** The servers whose every event it wants to hear. */
  readonly subscriptions: ReadonlySet<string>;
  /** Where it hears what the game server tells a car; absent until it says so. */
  readonly ear?: Ear;
}

export interface Reply {
  readonly frames: readonly Frame[];
  /** The client as it is from now on, where that changed. */
  readonly client?: Client;
  /** Why the connection ends after it, where it does. */
  readonly end?: string;
}

/** What it takes to answer a line. */
export interface Desk {
  readonly gate: Gate;
  readonly dispatcher: Dispatcher;
  readonly app: App;
  readonly stateOf: (serverId: string) => RaceState;
  readonly welcome: Frame;
}

/** @throws UserError for what is not one line of UTF-8 text */
export function readLine(bytes: Uint8Array): Line {
  const line = decoded(bytes).trim();
  if (/[\r\n]/.test(line)) throw new UserError('A frame holds one line; this one holds several.');
  if (/^@\S{65}/.test(line)) throw new UserError('The id behind "@" has more than 64 characters.');
  const [, id, unnumbered = line] = /^@(\S{1,64})(?!\S)\s*(.*)$/s.exec(line) ?? [];
  const [, server, text = unnumbered] = /^server=(\S+)\s*(.*)$/is.exec(unnumbered) ?? [];
  return { id, server, text };
}

/**
 * Answers what the connection itself understands: who the client is, and what it wants to hear or has heard. Undefined for a
 * command. Nothing but these is answered before the client is authenticated.
 *
 * @throws UserError
 */
export function answerOwnWord(line: Line, client: Client, desk: Desk): Reply | undefined {
  const [, token] = /^auth(?!\S)\s*(.*)$/is.exec(line.text) ?? [];
  if (token !== undefined) return authenticate(token, client, desk);
  const [, logon] = /^logon:(.*)$/is.exec(line.text) ?? [];
  if (logon !== undefined) return logOn(logon, client, desk);
  const role = roleOf(client);
  if (/^subscribe$/i.test(line.text)) return subscribe(line, client, role, desk);
  return answerListener(line, client, role, desk);
}

/** Puts a command to the dispatcher and gives its answer in the client's shape. */
export async function answerCommand(line: Line, client: Client, desk: Desk): Promise<Reply> {
  const { id, name, shape } = client;
  const role = roleOf(client);
  const spelling = shape.spellings.find(({ theirs }) => theirs.test(line.text));
  const outcome = await desk.dispatcher.dispatch({
    line: spelling ? line.text.replace(spelling.theirs, spelling.ours) : line.text,
    caller: { via: 'socket', role, id, name, ...(desk.gate.openAs && { isOpen: true as const }) },
    server: line.server ?? client.server,
  });
  if (outcome.kind !== 'done') return { frames: [failure(sentenceOf(outcome))] };
  const frames = render(shape.answers({ role, app: desk.app }), outcome.answer);
  return { frames: [...(spelling?.before ?? []), ...frames] };
}

function roleOf({ role }: Client): Role {
  if (role === undefined) throw new UserError(NOT_AUTHENTICATED);
  return role;
}

const NOT_AUTHENTICATED =
  'Authenticate first: an "Authorization: Bearer TOKEN" header, the line "auth TOKEN", or the password of "logon:".';

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError('The frame is not UTF-8 text.');
  }
}

function authenticate(token: string, client: Client, desk: Desk): Reply {
  if (desk.gate.openAs) return { frames: [message('No token is needed here.')] };
  const role = desk.gate.roleOf(token);
  return role ? welcomed(client, { ...client, role }, desk) : refused('That is no token of this server.');
}

/** Wherever the client greets again it is told what it is; the first time it is welcomed. */
function welcomed(before: Client, client: Client, { welcome }: Desk): Reply {
  return { client, frames: [before.role ? message(`You are ${client.role} here.`) : welcome] };
}

/** One guess a connection. */
const refused = (sentence: string): Reply => ({ frames: [failure(sentence)], end: 'Not authenticated.' });

const logon = z.object({ username: z.string(), password: z.string(), protocol: z.string() }).partial();

/** The clients that log on read the newer shape, whatever protocol version they name. */
function logOn(json: string, client: Client, desk: Desk): Reply {
  const { username, password = '' } = readLogon(json);
  const role = desk.gate.openAs ?? (password === '' ? client.role : desk.gate.roleOf(password));
  if (!role) return refused("The password of a logon must be one of this server's tokens.");
  const name = username ? shortened(username) : client.name;
  return welcomed(client, { ...client, role, name, shape: logonShape }, desk);
}

function readLogon(json: string): z.infer<typeof logon> {
  try {
    return logon.parse(JSON.parse(json));
  } catch {
    throw new UserError('logon: must be followed by JSON: {"username": "", "password": "", "protocol": ""}.');
  }
}

/** What happened so far comes with the answer: events alone do not tell who sat in which car before. */
function subscribe(line: Line, client: Client, role: Role, { app, stateOf }: Desk): Reply {
  const wanted = line.server ?? client.server;
  const ids = [...app.servers.keys()].filter((id) => wanted === undefined || id === wanted);
  if (ids.length === 0) throw new UserError(unknownServer(wanted ?? '', [...app.servers.keys()]));
  const states = Object.fromEntries(ids.map((id) => [id, seenBy(role, snapshot(stateOf(id)))]));
  return {
    frames: [{ data: { msg: `You hear of everything that happens on ${ids.join(', ')}.`, states } }],
    client: { ...client, subscriptions: new Set([...client.subscriptions, ...ids]) },
  };
}

/** There is no way to ask back on a websocket: what is missing has to stand on the line. */
function sentenceOf(outcome: Exclude<Outcome, { kind: 'done' }>): string {
  if (outcome.kind === 'failed') return outcome.sentence;
  if (outcome.kind === 'confirm') return `That would need a confirmation, which cannot be given here. ${outcome.text}`;
  const names = outcome.form.fields.filter(({ required = true }) => required).map(({ name }) => name);
  return `The line says too little: add ${names.join(', ')}.`;
}
