// The admin commands of the manager's own server, from its documentation. They name a driver by car id, GUID or name.
// It is an assumption that it accepts them from a plugin (209): nobody has seen it.
import type { Order } from '../answers.ts';
import type { World } from '../world.ts';
import { findDriver } from './find.ts';

const MOST_KG = 5000;
const MOST_PERCENT = 400;

/** The order in a line; none if the line is unknown or names nobody. */
export function managerOrder(world: World, line: string): { order?: Order } {
  const [word = '', ...rest] = line.trim().split(/\s+/);
  const order = Object.hasOwn(orders, word) ? orders[word]?.(world, rest) : undefined;
  return order ? { order } : {};
}

type Line = (world: World, words: readonly string[]) => Order | undefined;

const orders: Readonly<Record<string, Line>> = {
  '/next_session': () => ({ kind: 'next' }),
  '/ksns': () => ({ kind: 'next' }),
  '/restart_session': () => ({ kind: 'restart' }),
  '/ksrs': () => ({ kind: 'restart' }),
  '/kick': (world, words) => kick(world, words, false),
  '/force_kick': (world, words) => kick(world, words, false),
  '/ban': (world, words) => kick(world, words, true),
  '/unban': (_, [guid]) => (guid ? { kind: 'unban', guid } : undefined),
  '/next_weather': () => ({ kind: 'weather' }),
  '/ballast': (world, words) => {
    const [carId, kg] = carAndAmount(world, words, MOST_KG);
    return carId === undefined ? undefined : { kind: 'ballast', carId, kg };
  },
  '/restrictor': (world, words) => {
    const [carId, percent] = carAndAmount(world, words, MOST_PERCENT);
    return carId === undefined ? undefined : { kind: 'restrictor', carId, percent };
  },
};

function kick(world: World, words: readonly string[], ban: boolean): Order | undefined {
  const seat = findDriver(world, words.join(' '));
  return seat && { kind: 'kick', by: 'line', carId: seat.carId, ban };
}

/** It is an assumption that more than the maximum is refused, not lowered to it. */
function carAndAmount(
  world: World,
  words: readonly string[],
  most: number,
): [carId: number | undefined, amount: number] {
  const amount = words.at(-1) ?? '';
  const seat = findDriver(world, words.slice(0, -1).join(' '));
  const isAmount = /^\d+$/.test(amount) && Number(amount) <= most;
  return [isAmount ? seat?.carId : undefined, Number(amount)];
}
