import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, every } from '../../src/kit/clock.ts';
import type { Behind, SceneLine } from '../discord/scenes.ts';

const LOOK_MS = 300;
const READ_BYTES = 64 * 1024;

/** What happens outside the channels: the game server's log, and what each driver reads in the car. */
export interface BehindTheScenes extends Behind {
  /** Adds something else that happened there. */
  add(line: SceneLine): void;
  close(): void;
}

type Listener = Parameters<Behind['subscribe']>[0];

/**
 * Follows the newest of the game server's logs.
 *
 * @param directory where the bot keeps them, one file per start; it may not exist yet
 */
export function watchLogs(directory: string, clock: Clock): BehindTheScenes {
  const listeners = new Set<Listener>();
  let reading: { path: string; offset: number; rest: string } | undefined;

  function look(): void {
    const path = newestIn(directory);
    if (path === undefined) return;
    if (reading?.path !== path) reading = { path, offset: 0, rest: '' };
    const more = readFrom(path, reading.offset);
    const lines = (reading.rest + more.toString('utf8')).split('\n');
    reading = { path, offset: reading.offset + more.length, rest: lines.pop() ?? '' };
    for (const line of lines) tell(line);
  }

  function tell(line: string): void {
    add({ kind: 'server', text: line });
    const said = saidInTheGame(line);
    if (said) add(said);
  }

  function add(line: SceneLine): void {
    for (const listener of listeners) listener(line);
  }

  const stop = every(clock, LOOK_MS, look);
  return {
    add,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: stop,
  };
}

/** acServer logs the chat lines that a plugin sends, to one car or to everyone. */
export function saidInTheGame(line: string): Parameters<Listener>[0] | undefined {
  const [, car, text = ''] = /^UDP_PLUGIN: (?:Send chat to car (\d+)|Broadcast chat) MESSAGE: (.*)$/.exec(line) ?? [];
  if (text === '') return undefined;
  return car === undefined ? { kind: 'car', text } : { kind: 'car', carId: Number(car), text };
}

function newestIn(directory: string): string | undefined {
  try {
    const name = readdirSync(directory)
      .filter((each) => each.startsWith('acserver-'))
      .sort()
      .at(-1);
    return name && join(directory, name);
  } catch {
    return undefined;
  }
}

function readFrom(path: string, offset: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(READ_BYTES);
    return buffer.subarray(0, readSync(file, buffer, 0, READ_BYTES, offset));
  } finally {
    closeSync(file);
  }
}
