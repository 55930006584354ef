import { resolve } from 'node:path';
import { dataDirectoryIn } from './config/dataDirectory.ts';
import { backUp } from './store/backup.ts';

/** @returns where the copy is, and what is not in it */
export function backup(file: string | undefined): string {
  const path = backUp(dataDirectoryIn(process.env), Date.now(), file === undefined ? undefined : resolve(file));
  return `${path}\nThis is a full copy of pitwall.db; back up your settings (.env, servers.ini, penalties.ini, roster.csv) yourself.`;
}
