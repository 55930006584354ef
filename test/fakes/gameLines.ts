// What each kind of game server does with an admin's lines, and what AssettoServer's console answers.
import type { Dialect } from '../../src/acserver/dialect.ts';

export interface ObeyingGame {
  readonly seats: ReadonlyMap<number, { readonly guid: string; readonly name: string }>;
  readonly ballast: Map<number, number>;
  readonly restrictor: Map<number, number>;
  readonly barred: Set<string>;
  readonly admins: ReadonlySet<number>;
  weather: number;
  kick(carId: number): void;
  next(): boolean;
  restart(): boolean;
}

/** Returns the answer of a remote console; elsewhere nobody reads it. */
type Line = (game: ObeyingGame, carId: number, words: { readonly who: string; readonly amount: number }) => string;

export const UNKNOWN = 'No command found matching the provided input.';
const NOT_CONNECTED = 'This player is not connected.';

const kick: Line = (game, carId) => {
  game.kick(carId);
  return '';
};
const ban: Line = (game, carId, { who }) => {
  game.barred.add(who);
  game.kick(carId);
  return '';
};
const unban: Line = (game, _, { who }) => {
  game.barred.delete(who);
  return '';
};
const ballast: Line = (game, carId, { amount }) => {
  game.ballast.set(carId, amount);
  return 'Ballast set.';
};
const restrictor: Line = (game, carId, { amount }) => {
  game.restrictor.set(carId, amount);
  return 'Restrictor set.';
};

/** AssettoServer says when a driver is not connected. It does not kick or ban a driver who has logged in as admin. */
const present =
  (line: Line): Line =>
  (game, carId, words) =>
    game.seats.has(carId) ? line(game, carId, words) : NOT_CONNECTED;

const putOut = (verb: 'kick' | 'ban'): Line =>
  present((game, carId) => {
    if (game.admins.has(carId)) return `You cannot ${verb} an administrator${verb === 'ban' ? '.' : ''}`;
    const person = game.seats.get(carId);
    game.kick(carId);
    return `Steam profile of ${person?.name}: https://steamcommunity.com/profiles/${person?.guid}`;
  });

const next: Line = (game) =>
  game.next()
    ? 'OK. Moving to next session'
    : "Error. Couldn't move to next session. Player is connecting or server is shutting down";

const restart: Line = (game) =>
  game.restart() ? 'OK. Restarting session' : "Error. Couldn't restart session. Player is connecting";

export const LINES: Readonly<Record<Dialect, ReadonlyMap<string, Line>>> = {
  kunos: new Map([
    ['/kick_id', kick],
    ['/ballast', ballast],
    ['/restrictor', restrictor],
  ]),
  acsm: new Map<string, Line>([
    ['/kick', kick],
    ['/force_kick', kick],
    ['/ban', ban],
    ['/unban', unban],
    ['/ballast', ballast],
    ['/restrictor', restrictor],
    [
      '/next_weather',
      (game) => {
        game.weather++;
        return '';
      },
    ],
  ]),
  // Its bans are only in blacklist.txt.
  assettoserver: new Map([
    ['kick', putOut('kick')],
    ['kick_id', putOut('kick')],
    ['ban', putOut('ban')],
    ['ban_id', putOut('ban')],
    ['ballast', present(ballast)],
    ['restrict', present(restrictor)],
    ['restrictor', present(restrictor)],
    ['next_session', next],
    ['ksns', next],
    ['restart_session', restart],
    ['ksrs', restart],
  ]),
};
