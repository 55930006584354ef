/** Programs in the cars that pass on what the game server tells a car. */
import { atLeast, type Role } from '../command/caller.ts';
import { chooseServer } from '../command/servers.ts';
import { UserError } from '../kit/errors.ts';
import type { Client, ClientLine, ClientReply, LineContext } from './client.ts';
import { message } from './shapes/shape.ts';

/**
 * Answers a program in a car: `listen <car id>` says which car, `heard <line>` what it was told there. Undefined for
 * anything else.
 *
 * @throws UserError
 */
export function answerListener(
  line: ClientLine,
  client: Client,
  role: Role,
  context: LineContext,
): ClientReply | undefined {
  const [, word = '', rest = ''] = /^(listen|heard)(?!\S)\s*(.*)$/is.exec(line.text) ?? [];
  if (word === '') return undefined;
  if (!atLeast(role, 'steward'))
    throw new UserError(`"${word.toLowerCase()}" is for stewards; your role here is ${role}.`);
  return word.toLowerCase() === 'listen' ? listen(rest, line, client, context) : passOn(rest, client, context);
}

function listen(word: string, line: ClientLine, client: Client, { servers }: LineContext): ClientReply {
  if (!/^\d{1,3}$/.test(word) || Number(word) > 254) {
    throw new UserError("listen must be followed by the server's car id of your own car, from 0 to 254.");
  }
  const { id, state, grid } = chooseServer(servers, line.server ?? client.server).view();
  const car = { server: id, carId: Number(word) };
  const driver = state.drivers.get(car.carId);
  const highest = Math.max(...grid.entries.map(({ carId }) => carId));
  // An entry list that cannot be read has no slots.
  if (driver === undefined && grid.entries.length > 0 && car.carId > highest)
    throw new UserError(`There is no car ${car.carId} on ${id}: the highest car id in its entry list is ${highest}.`);
  const who = driver ? `where ${driver.name} sits` : 'where nobody sits yet';
  return { client: { ...client, car }, frames: [message(`You listen in car ${car.carId} of ${id}, ${who}.`)] };
}

const ANSWERS = {
  news: 'That is news, and has been passed on.',
  own: 'Pitwall finds that by itself.',
  'said by Pitwall': 'Pitwall has said that itself.',
  'told before': 'That has been told a moment ago.',
} as const;

function passOn(line: string, { car, name }: Client, { servers }: LineContext): ClientReply {
  const server = car && servers.get(car.server);
  if (!car || !server) throw new UserError('Say first in which car you are: "listen 3".');
  return { frames: [message(ANSWERS[server.extraInfo.hear(line, { carId: car.carId, by: name })])] };
}
