import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, UserError } from '../../src/kit/errors.ts';

export interface DemoOptions {
  readonly port: number;
  readonly host: string;
  /** Path of the recording that is replayed; synthetic cars drive when absent. */
  readonly replay?: string;
  readonly speed: number;
  readonly help: boolean;
}

export const HELP = `A league to look around in: a local Discord, a simulated game server, and Pitwall between them.

  npm run demo -- [--port 4080] [--host 127.0.0.1] [--replay FILE | --drive] [--speed 1]

  --port    where the page is; 0 takes any free port
  --host    what to listen on: 0.0.0.0 in a container
  --replay  a recorded race event, one datagram a line (sandbox/recordings)
  --drive   synthetic cars on a made-up track, in place of a recording: they have positions, and do as they are told
  --speed   2 replays twice as fast`;

/** @throws UserError naming the option that cannot be used */
export function readOptions(words: readonly string[], recordings: string): DemoOptions {
  const values = parse(words);
  const port = numberOf('--port', values.port ?? '4080', { min: 0, max: 65535, whole: true });
  const speed = numberOf('--speed', values.speed ?? '1', { min: 0.1, max: 1000, whole: false });
  const replay = values.replay ? resolve(values.replay) : resolve(recordings, 'nurburgring_sprint_b.ndjson');
  if (!existsSync(replay)) throw new UserError(`--replay ${replay}: there is no such file.`);
  if (values.drive && values.replay) throw new UserError('Either --replay or --drive, not both.');
  return {
    port,
    host: values.host ?? '127.0.0.1',
    speed,
    help: values.help ?? false,
    ...(!values.drive && { replay }),
  };
}

function parse(words: readonly string[]) {
  const text = { type: 'string' } as const;
  const yes = { type: 'boolean' } as const;
  const options = { port: text, host: text, replay: text, drive: yes, speed: text, help: yes };
  try {
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    throw new UserError(`${messageOf(error)}\n\n${HELP}`);
  }
}

function numberOf(
  name: string,
  word: string,
  { min, max, whole }: { min: number; max: number; whole: boolean },
): number {
  const value = /^\d+(\.\d+)?$/.test(word) ? Number(word) : Number.NaN;
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new UserError(`${name} takes a ${whole ? 'whole ' : ''}number from ${min} to ${max}, not "${word}".`);
}
