/** What two game servers of one set-up cannot share; a start refuses it, too. */
import { resolve } from 'node:path';

/** The settings of the servers that a set-up has already, by their ids. */
export type Others = ReadonlyMap<string, Readonly<Record<string, string>>>;

export const isTaken = (directory: string, others: Others): boolean => ownerOf(directory, others) !== undefined;

export function sharedDirectory(directory: string, others: Others): string | undefined {
  const owner = ownerOf(directory, others);
  return owner === undefined ? undefined : `That is the directory of ${owner}; each server needs its own.`;
}

/** @param address where a manager's plugin sends to, as host:port */
export function sharedPort(address: string, others: Others): string | undefined {
  const owner = [...others].find(([, { UDP_LISTEN }]) => UDP_LISTEN && portOf(UDP_LISTEN) === portOf(address))?.[0];
  return owner === undefined ? undefined : `${owner} has the port ${portOf(address)}; each server needs its own.`;
}

const ownerOf = (directory: string, others: Others): string | undefined =>
  [...others].find(([, { SERVER_DIR }]) => SERVER_DIR === resolve(directory))?.[0];

const portOf = (address: string): string => address.split(':')[1] ?? '';
