import { type AnyServerConfig, hasFiles } from '../config/server.ts';
import { UserError } from '../kit/errors.ts';

/** What Pitwall cannot do with a game server, each with the sentence that says why; absent where it can. */
export interface Reach {
  readonly start?: string;
  readonly stop?: string;
  readonly restart?: string;
  /** Changing sessions and the grid. */
  readonly write?: string;
  readonly files?: string;
  readonly log?: string;
}

/** What is out of reach follows from who runs the server and what of it is at hand. */
export function reachOf(config: AnyServerConfig): Reach {
  const { id, external, dialect } = config;
  const files = hasFiles(config)
    ? undefined
    : `The files of ${id} are out of reach: grid, sessions and tracker need ${setting('SERVER_DIR')}.`;
  const managers =
    dialect === 'acsm'
      ? `That is not possible here: the server manager writes the files of ${id} anew at every start. Change its event there.`
      : undefined;
  const log =
    external && external.logFile === undefined
      ? `The output of ${id} cannot be read: addresses and the lobby's answers need ${setting('LOG_FILE')}.`
      : undefined;
  return {
    ...(external ? orderless(config) : {}),
    ...((managers ?? files) && { write: managers ?? files }),
    ...(files && { files }),
    ...(log && { log }),
  };
}

/** The same for a summary of the server. */
export function limitsOf(config: AnyServerConfig): readonly string[] {
  const { start, stop, write, files, log } = reachOf(config);
  const both = start && stop && `${config.id} is run by somebody else: Pitwall can neither start nor stop it.`;
  return [...new Set([...(both ? [both] : [start, stop]), files, write, log])].filter((each) => each !== undefined);
}

/** Stands in for actions that are out of reach: whatever else is asked of it is refused with the reason. */
export function refusing<Actions extends object>(why: string, possible: Partial<Actions> = {}): Actions {
  const refuse = (): never => {
    throw new UserError(why);
  };
  return new Proxy(possible as Actions, {
    get: (target, name) => (Object.hasOwn(target, name) ? Reflect.get(target, name) : refuse),
  });
}

function orderless({ id, external = {}, dialect }: AnyServerConfig): Pick<Reach, 'start' | 'stop' | 'restart'> {
  const who = dialect === 'acsm' ? 'the server manager' : 'somebody else';
  const refusal = (doing: string, key: string): string =>
    `${id} is run by ${who}; for Pitwall to ${doing} it, ${setting(key)} must say how.`;
  const canRestart = external.restart ?? (external.start && external.stop);
  return {
    ...(!external.start && { start: refusal('start', 'START_COMMAND') }),
    ...(!external.stop && { stop: refusal('stop', 'STOP_COMMAND') }),
    ...(!canRestart && { restart: refusal('restart', 'RESTART_COMMAND') }),
  };
}

/** In .env most settings of a server say so in their name. */
const setting = (key: string): string => (key === 'SERVER_DIR' ? key : `${key} (in .env SERVER_${key})`);
