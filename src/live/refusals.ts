import { isWrittenByManager } from '../config/filesBy.ts';
import { type AnyServerConfig, hasFiles } from '../config/server.ts';

/** What Pitwall cannot do with a game server, each with a sentence that says why; absent if it can. */
export interface Refusals {
  readonly start?: string;
  readonly stop?: string;
  readonly restart?: string;
  /** Changing sessions and the grid. */
  readonly write?: string;
  readonly files?: string;
  readonly log?: string;
}

/** Depends on who runs the server and which of its files and settings Pitwall has. */
export function refusalsOf(config: AnyServerConfig): Refusals {
  const { id, external } = config;
  const files = hasFiles(config)
    ? undefined
    : `Pitwall cannot reach the files of ${id}: grid, sessions and tracker need ${setting('SERVER_DIR')}.`;
  const managers = isWrittenByManager(config)
    ? `That is not possible here: the server manager rewrites the files of ${id}, so changes made by Pitwall would be lost. Change the event there.`
    : undefined;
  const log =
    external && external.logFile === undefined
      ? `Pitwall cannot read the output of ${id}: addresses and lobby answers need ${setting('LOG_FILE')}.`
      : undefined;
  const { start, stop, restart } = external ? orderRefusals(config) : {};
  return { start, stop, restart, write: managers ?? files, files, log };
}

/** The same as a list for the server's summary, each reason once. */
export function refusalsInWords(id: string, { start, stop, write, files, log }: Refusals): readonly string[] {
  const both = start && stop && `${id} is managed externally: Pitwall can neither start nor stop it.`;
  const said = new Set([both ?? start, both ?? stop, files, write, log]);
  return [...said].filter((each) => each !== undefined);
}

/** A server that somebody else runs can be controlled only with the commands that its owner set. */
function orderRefusals({ id, external = {}, dialect }: AnyServerConfig): Pick<Refusals, 'start' | 'stop' | 'restart'> {
  const who = dialect === 'acsm' ? 'by the server manager' : 'externally';
  const refused = (doing: string, key: string): string =>
    `${id} is managed ${who}; for Pitwall to ${doing} it, set ${setting(key)}.`;
  const canRestart = external.restart ?? (external.start && external.stop);
  return {
    start: external.start ? undefined : refused('start', 'START_COMMAND'),
    stop: external.stop ? undefined : refused('stop', 'STOP_COMMAND'),
    restart: canRestart ? undefined : refused('restart', 'RESTART_COMMAND'),
  };
}

/** In .env, most settings of a server have a SERVER_ prefix. */
const setting = (key: string): string => (key === 'SERVER_DIR' ? key : `${key} (in .env SERVER_${key})`);
