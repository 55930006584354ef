import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, UserError } from '../../src/kit/errors.ts';

export interface DemoOptions {
  readonly port: number;
  readonly host: string;
  /** The path of the recording to replay; without one, cars are simulated. */
  readonly replay?: string | undefined;
  /** The number of cars, and the race's length in minutes. */
  readonly cars: number;
  readonly minutes: number;
  readonly speed: number;
  readonly help: boolean;
}

export const HELP = `A league to look around in: a local Discord, a simulated game server, and Pitwall between them.

  npm run demo -- [--port 4080] [--host 127.0.0.1] [--cars 10] [--minutes 15] [--speed 1]
  npm run demo -- --replay [FILE]

  --port    where the page is; 0 takes any free port
  --host    what to listen on: 0.0.0.0 in a container
  --cars    how many drive, 2 to 24
  --minutes how long their race is, 1 to 240; then it begins anew
  --replay  a recorded race event in place of them, one datagram a line (sandbox/recordings has some)
  --speed   2 is twice as fast`;

/** The default recording. */
const RECORDING = 'nurburgring_sprint_b.ndjson';

/** @throws UserError that names the invalid option */
export function readOptions(words: readonly string[], recordings: string): DemoOptions {
  const values = parse(withRecording(words, resolve(recordings, RECORDING)));
  const port = numberOf('--port', values.port ?? '4080', { min: 0, max: 65535, whole: true });
  const speed = numberOf('--speed', values.speed ?? '1', { min: 0.1, max: 1000, whole: false });
  const cars = numberOf('--cars', values.cars ?? '10', { min: 2, max: 24, whole: true });
  const minutes = numberOf('--minutes', values.minutes ?? '15', { min: 1, max: 240, whole: true });
  const replay = values.replay && resolve(values.replay);
  if (replay && !existsSync(replay)) throw new UserError(`--replay ${replay}: there is no such file.`);
  if (replay && (values.cars ?? values.minutes))
    throw new UserError('A recording has its own cars and its own length.');
  return {
    port,
    host: values.host ?? '127.0.0.1',
    replay,
    cars,
    minutes,
    speed,
    help: values.help ?? false,
  };
}

/** `--replay` also works without a file. */
function withRecording(words: readonly string[], recording: string): readonly string[] {
  const index = words.indexOf('--replay');
  const isAlone = index >= 0 && (words[index + 1] ?? '--').startsWith('--');
  return isAlone ? words.toSpliced(index + 1, 0, recording) : words;
}

function parse(words: readonly string[]) {
  const text = { type: 'string' } as const;
  const yes = { type: 'boolean' } as const;
  const options = { port: text, host: text, replay: text, cars: text, minutes: text, speed: text, help: yes };
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
