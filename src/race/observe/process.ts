import type { ProcessStatus } from '../../acserver/process.ts';
import type { Feed } from '../feed.ts';

/** Turns what the process of a game server goes through into events. */
export interface ProcessWatch {
  /** What its banner said; told with the start it belongs to. */
  version(version: string): void;
  /** Its log says that it is up, which an earlier Pitwall may have been killed too early to tell. */
  up(): void;
  changed(status: ProcessStatus, redact: (line: string) => string): void;
  /** What was found when Pitwall came: a server that runs on, or one that ended while nobody looked. */
  found(status: ProcessStatus, redact: (line: string) => string): void;
}

/** It was up when Pitwall ended, and nothing of it is left. */
const UNKNOWN_EXIT = { expected: false, code: null, signal: null, lastLines: [] };

export function processWatch(feed: Pick<Feed, 'state' | 'notice'>): ProcessWatch {
  let version: string | undefined;
  let isStartTold = false;

  function stopped({ lastExit }: ProcessStatus, redact: (line: string) => string): void {
    const { expected, code, signal, lastLines } = lastExit ?? UNKNOWN_EXIT;
    feed.notice({
      type: 'serverStopped',
      expected,
      ...(code === null ? {} : { code }),
      ...(signal === null ? {} : { signal }),
      lastLines: lastLines.map((line) => withoutAddresses(redact(line))),
    });
  }

  function started(adopted: boolean): void {
    isStartTold = true;
    feed.notice({ type: 'serverStarted', adopted, ...(version === undefined ? {} : { version }) });
  }

  return {
    version(said) {
      version = said;
    },
    up() {
      const { up, version: known } = feed.state();
      if (up && known === undefined && !isStartTold) started(false);
    },
    changed(status, redact) {
      if (status.state === 'starting') isStartTold = false;
      if (status.state === 'starting' && status.pid !== undefined)
        feed.notice({ type: 'serverStarting', pid: status.pid });
      if (status.state === 'running' && !status.adopted) started(false);
      if (status.state === 'stopped') stopped(status, redact);
    },
    found(status, redact) {
      if (status.state === 'running' && !feed.state().up) started(true);
      if (status.state === 'stopped' && feed.state().up) stopped(status, redact);
    },
  };
}

/** The last words of a server go into a channel, and among them stand the addresses of those who had joined. */
const withoutAddresses = (line: string): string =>
  line.replace(/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g, '[address]');
