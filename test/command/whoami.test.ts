import { expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { placesOf } from '../../src/command/command.ts';
import { unknownServer } from '../../src/command/param.ts';
import { whoIs } from '../../src/command/whoami.ts';
import { caller } from './world.ts';

const links = { userOf: () => undefined };

it('says by what somebody has their role', () => {
  const by = (isOpen: boolean) => whoIs(caller('admin', { via: 'socket', ...(isOpen && { isOpen }) }), links, commands);
  expect(by(false)).toMatch(/^You are The admin, with the role admin by the token of this connection\./);
  expect(by(true)).toMatch(/^You are The admin, with the role admin because this connection needs no token\./);
});

it('counts what works on a websocket, where nobody knows which driver asks', () => {
  const places = ['me', 'report', 'link'].map((name) =>
    placesOf(commands.find((each) => each.name === name) ?? fail(name)),
  );
  expect(places).toEqual(['on Discord and in the game', 'on Discord and in the game', 'on Discord and in the game']);
  const elsewhere = commands.filter((each) => !placesOf(each).includes('websocket')).length;
  const said = whoIs(caller('admin', { via: 'socket' }), links, commands);
  expect(said).toContain(`You may use all ${commands.length - elsewhere} commands.`);
});

it('names the servers that there are', () => {
  expect(unknownServer('nope', ['sprint'])).toBe('There is no server "nope"; the only one is sprint.');
  expect(unknownServer('nope', ['gt3', 'gt4'])).toBe('There is no server "nope"; there are gt3, gt4.');
});

function fail(name: string): never {
  throw new Error(`there is no ${name}`);
}
