/** How a client shows who it is once it is connected: `auth TOKEN`, or `logon: {...}`. */
import { z } from 'zod';
import { shortened } from '../command/param.ts';
import { UserError } from '../kit/errors.ts';
import type { Client, ClientReply, LineContext } from './client.ts';
import { logonShape } from './shapes/logon.ts';
import { failure, message } from './shapes/shape.ts';

export function authenticate(token: string, client: Client, context: LineContext): ClientReply {
  if (context.access.openAs) return { frames: [message('No token is needed here.')] };
  const role = context.access.roleOf(token);
  return role ? welcomed(client, { ...client, role }, context) : refused('That is no token of this server.');
}

/** The clients that log on read the newer shape, whatever protocol version they name. */
export function logOn(json: string, client: Client, context: LineContext): ClientReply {
  const { username, password = '' } = readLogon(json);
  const { access } = context;
  const role = access.openAs ?? (password === '' ? client.role : access.roleOf(password));
  if (!role) return refused("The password of a logon must be one of this server's tokens.");
  const name = username ? shortened(username) : client.name;
  return welcomed(client, { ...client, role, name, shape: logonShape }, context);
}

/** Wherever the client greets again it is told what it is; the first time it is welcomed. */
function welcomed(before: Client, client: Client, { welcome }: LineContext): ClientReply {
  return { client, frames: [before.role ? message(`You are ${client.role} here.`) : welcome] };
}

/** One guess a connection. */
const refused = (sentence: string): ClientReply => ({ frames: [failure(sentence)], end: 'Not authenticated.' });

const logon = z.object({ username: z.string(), password: z.string(), protocol: z.string() }).partial();

function readLogon(json: string): z.infer<typeof logon> {
  try {
    return logon.parse(JSON.parse(json));
  } catch {
    throw new UserError('logon: must be followed by JSON: {"username": "", "password": "", "protocol": ""}.');
  }
}
