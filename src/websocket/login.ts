/** How a connected client authenticates: `auth TOKEN`, or `logon: {...}`. */
import { z } from 'zod';
import { shortened } from '../command/param.ts';
import { UserError } from '../kit/errors.ts';
import type { Client, ClientReply, LineContext } from './client.ts';
import { logonShape } from './shapes/logon.ts';
import { failure, message } from './shapes/shape.ts';

export function authenticate(token: string, client: Client, context: LineContext): ClientReply {
  if (context.access.openAs) return { frames: [message('No token is needed here.')] };
  if (context.guesses.areTooMany(client.address)) return refused(TOO_MANY);
  const role = context.access.roleOf(token);
  if (role) return welcomed(client, { ...client, role }, context);
  context.guesses.wrong(client.address);
  return refused('That is no token of this server.');
}

/** Clients that log on use the newer shape, whatever protocol version they name. */
export function logOn(json: string, client: Client, context: LineContext): ClientReply {
  const { username, password = '' } = readLogon(json);
  const { access, guesses } = context;
  const isGuess = access.openAs === undefined && password !== '';
  if (isGuess && guesses.areTooMany(client.address)) return refused(TOO_MANY);
  const role = access.openAs ?? (isGuess ? access.roleOf(password) : client.role);
  if (!role) {
    if (isGuess) guesses.wrong(client.address);
    return refused("The password of a logon must be one of this server's tokens.");
  }
  const name = username ? shortened(username) : client.name;
  return welcomed(client, { ...client, role, name, shape: logonShape }, context);
}

const TOO_MANY = 'Too many wrong tokens from your address: wait a minute.';

/** The first time, the client gets the welcome; after that, its role. */
function welcomed(before: Client, client: Client, { welcome }: LineContext): ClientReply {
  return { client, frames: [before.role ? message(`You are ${client.role} here.`) : welcome] };
}

/** One guess per connection. */
const refused = (sentence: string): ClientReply => ({ frames: [failure(sentence)], end: 'Not authenticated.' });

const logon = z.object({ username: z.string(), password: z.string(), protocol: z.string() }).partial();

function readLogon(json: string): z.infer<typeof logon> {
  try {
    return logon.parse(JSON.parse(json));
  } catch {
    throw new UserError('logon: must be followed by JSON: {"username": "", "password": "", "protocol": ""}.');
  }
}
