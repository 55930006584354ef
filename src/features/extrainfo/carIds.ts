import type { ExtraInfo } from '../../acserver/extrainfo/lines.ts';

/**
 * A client counts cars its own way: it is 0 itself, and the cars before it in the entry list move up by one.
 *
 * @param own the server's car id of the client
 */
export function toClientCarId(carId: number, own: number): number {
  if (carId === own) return 0;
  return carId < own ? carId + 1 : carId;
}

/** The inverse of `toClientCarId`. */
export function toServerCarId(clientCarId: number, own: number): number {
  if (clientCarId === 0) return own;
  return clientCarId <= own ? clientCarId - 1 : clientCarId;
}

/** The same information with converted car ids. The value for "no other car" at a wall stays as it is. */
export function withCarIds<Info extends ExtraInfo>(info: Info, count: (carId: number) => number): Info {
  if (!('carId' in info)) return info;
  const own = { ...info, carId: count(info.carId) };
  if (info.kind !== 'collision' || info.against !== 'car') return own;
  return { ...own, otherCarId: count(info.otherCarId) };
}
