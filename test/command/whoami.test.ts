import { expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Caller, Proof } from '../../src/command/caller.ts';
import { offeredBy, whereOffered } from '../../src/command/command.ts';
import { unknownServer } from '../../src/command/servers.ts';
import { whoIs } from '../../src/command/whoami.ts';
import { inWords } from '../../src/texts/catalogue.ts';
import { english } from '../../src/texts/english/index.ts';
import { languages } from '../../src/texts/languages.ts';
import { caller } from './world.ts';

const links = { userOf: () => undefined };
const said = (who: Caller): string => inWords(english, whoIs(who, links, commands));

it('whoami names the source of the role', () => {
  const by = (proof: Proof) => said(caller('admin', { via: 'socket', proof }));
  expect(by('token')).toMatch(/^You are The admin, role admin \(from the token of this connection\)\./);
  expect(by('open')).toMatch(/^You are The admin, role admin \(this connection needs no token\)\./);
});

it('whoami calls only a driver who typed the password logged in', () => {
  const by = (proof: Proof) => said(caller('driver', { via: 'chat', proof, guid: '76561197900000001' }));
  expect(by('password')).toContain('(from your log-in in the game: "/admin" and the password)');
  expect(by('link')).toContain('role driver (from the roles of your linked Discord account).');
  expect(by('seat')).toContain('role driver (the role of everyone in the game).');
  for (const texts of [english, ...languages.map((each) => each.texts)]) {
    const proofs = (['password', 'link', 'seat'] as const).map((proof) =>
      texts.whoami({ name: 'Ada', role: 'driver', proof, commands: 2, mayGive: 2, missing: [] }),
    );
    expect(new Set(proofs).size).toBe(3);
  }
});

it('whoami does not count commands unavailable on a websocket', () => {
  const places = ['me', 'report', 'link'].map((name) =>
    whereOffered(commands.find((each) => each.name === name) ?? fail(name)),
  );
  expect(places).toEqual(['on Discord and in the game', 'on Discord and in the game', 'on Discord and in the game']);
  const elsewhere = commands.filter((each) => !whereOffered(each).includes('websocket')).length;
  expect(said(caller('admin', { via: 'socket' }))).toContain(
    `You can use all ${commands.length - elsewhere} commands.`,
  );
});

it('whoami does not count commands denied to a linked account in the car', () => {
  const linked = caller('admin', { via: 'chat', proof: 'link', guid: '76561197900000001' });
  const offered = commands.filter((each) => offeredBy(each, 'chat')).length;
  const [, may] =
    /^You are .* You can use (\d+) of (\d+) commands; the rest need "\/admin" and the password\.$/.exec(said(linked)) ??
    [];
  expect(Number(may)).toBeLessThan(offered);
  expect(said({ ...linked, proof: 'password' })).toContain(`You can use all ${offered} commands.`);
});

it('an unknown server is answered with the existing ones', () => {
  expect(unknownServer('nope', ['sprint'])).toBe('There is no server "nope"; the only one is sprint.');
  expect(unknownServer('nope', ['gt3', 'gt4'])).toBe('There is no server "nope"; there are gt3, gt4.');
});

function fail(name: string): never {
  throw new Error(`there is no ${name}`);
}
