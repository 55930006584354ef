import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, UserError } from '../../src/errors.ts';

export interface Options {
  directory: string;
  serverConfig: string;
  entryList: string;
  replay: string;
  speed: number;
  /** Milliseconds of the recording, or shortly before the race's first contact. */
  startAt: number | 'contact';
  lifeline: string | undefined;
  help: boolean;
}

export const usage = `A simulated acServer v1.15 that replays a recorded race event.

  --dir D              the server directory, with cfg/server_cfg.ini and cfg/entry_list.ini (default: here)
  -c FILE, -e FILE     server_cfg.ini and entry_list.ini, relative to D
  --dialect kunos      the kind of server: only kunos so far
  --replay FILE        a recording (default: ${'sandbox/recordings/nurburgring_sprint_b.ndjson'})
  --speed X            2 is twice as fast (default: 1)
  --start-at WHEN      milliseconds of the recording, or "contact": shortly before the race's first contact
  --lifeline HOST:PORT exit as soon as this connection closes
  --help               this text
`;

/** Throws UserError for an option that does not exist or has a value it cannot have. */
export function readOptions(words: readonly string[]): Options {
  const values = parse(words);
  if (values.dialect !== 'kunos') throw new UserError(`--dialect ${values.dialect} is not known, only kunos is`);
  const speed = Number(values.speed);
  if (!(speed > 0)) throw new UserError(`--speed must be a number above 0, not ${values.speed}`);
  const { lifeline } = values;
  if (lifeline !== undefined && !/^.+:\d+$/.test(lifeline)) {
    throw new UserError(`--lifeline must be HOST:PORT, not ${lifeline}`);
  }
  return {
    directory: values.dir,
    serverConfig: values.config,
    entryList: values['entry-list'],
    replay: values.replay ?? recordingPath('nurburgring_sprint_b'),
    speed,
    startAt: startAtOf(values['start-at']),
    lifeline,
    help: values.help,
  };
}

/** Recordings stay with the sources: the compiler does not copy them beside its output. */
export function recordingPath(name: string): string {
  let root = import.meta.dirname;
  while (!existsSync(join(root, 'package.json')) && dirname(root) !== root) root = dirname(root);
  return join(root, 'sandbox', 'recordings', `${name}.ndjson`);
}

function parse(words: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        dir: { type: 'string', default: '.' },
        config: { type: 'string', short: 'c', default: 'cfg/server_cfg.ini' },
        'entry-list': { type: 'string', short: 'e', default: 'cfg/entry_list.ini' },
        dialect: { type: 'string', default: 'kunos' },
        replay: { type: 'string' },
        speed: { type: 'string', default: '1' },
        'start-at': { type: 'string', default: '0' },
        lifeline: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new UserError(messageOf(error).split('. ')[0] ?? 'an option is wrong');
  }
}

function startAtOf(word: string): Options['startAt'] {
  if (word === 'contact') return word;
  const ms = Number(word);
  if (!(ms >= 0)) throw new UserError(`--start-at must be milliseconds or "contact", not ${word}`);
  return ms;
}
