import { resolve } from 'node:path';
import { takeForHub } from './app/hub/take.ts';
import { dataDirectoryIn } from './config/dataDirectory.ts';
import { ownCommand } from './kit/ownCommand.ts';

/** @returns what is where now, and what to do with the Pitwall that it was taken from */
export function takeOver(from: string): string {
  const directory = dataDirectoryIn(process.env);
  takeForHub(resolve(from), directory);
  return [
    `${directory} has what was Discord's of ${from}: links, cards and messages. Start the hub with "${ownCommand('hub')}".`,
    `The Pitwall that it was taken from goes on over its own DATA_DIR with "${ownCommand('edge')}" (docs/fleet.md says which settings): started alone once more, it would post to Discord a second time.`,
  ].join('\n');
}
