import { atLeast, type Role } from '../command/caller.ts';
import { unknownServer } from '../command/param.ts';
import { UserError } from '../kit/errors.ts';
import type { Client, Desk, Line, Reply } from './line.ts';
import { message } from './shapes/shape.ts';

/** In which car of which server a client sits, and so how the lines count cars that it hears. */
export interface Ear {
  readonly server: string;
  readonly carId: number;
}

/**
 * Answers a program that sits in a car: `listen <car id>` says in which, `heard <line>` what it was told there.
 * Undefined for anything else.
 *
 * @throws UserError
 */
export function answerListener(line: Line, client: Client, role: Role, desk: Desk): Reply | undefined {
  const [, word = '', rest = ''] = /^(listen|heard)(?!\S)\s*(.*)$/is.exec(line.text) ?? [];
  if (word === '') return undefined;
  if (!atLeast(role, 'steward'))
    throw new UserError(`"${word.toLowerCase()}" needs the role steward; you are ${role}.`);
  return word.toLowerCase() === 'listen' ? listen(rest, line, client, desk) : heard(rest, client, desk);
}

function listen(word: string, line: Line, client: Client, desk: Desk): Reply {
  if (!/^\d{1,3}$/.test(word) || Number(word) > 254) {
    throw new UserError("listen must be followed by the server's car id of your own car, from 0 to 254.");
  }
  const ear = { server: serverFor(line, client, desk), carId: Number(word) };
  const driver = desk.stateOf(ear.server).drivers.get(ear.carId);
  const who = driver ? `where ${driver.name} sits` : 'where nobody sits yet';
  return {
    client: { ...client, ear },
    frames: [message(`You listen in car ${ear.carId} of ${ear.server}, ${who}.`)],
  };
}

const ANSWERS = {
  news: 'That is news, and has been passed on.',
  own: 'Pitwall finds that by itself.',
  'told before': 'That has been told a moment ago.',
} as const;

function heard(line: string, { ear, name }: Client, { app }: Desk): Reply {
  const server = ear && app.servers.get(ear.server);
  if (!ear || !server) throw new UserError('Say first in which car you are: "listen 3".');
  return { frames: [message(ANSWERS[server.extraInfo.hear(line, { carId: ear.carId, by: name })])] };
}

function serverFor(line: Line, client: Client, { app }: Desk): string {
  const ids = [...app.servers.keys()];
  const wanted = line.server ?? client.server ?? (ids.length === 1 ? ids[0] : undefined);
  if (wanted === undefined) throw new UserError(`Which server? There are ${ids.join(', ')}.`);
  if (!app.servers.has(wanted)) throw new UserError(unknownServer(wanted, ids));
  return wanted;
}
