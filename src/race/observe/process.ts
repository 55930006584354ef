import type { LastExit, ProcessStatus } from '../../acserver/process.ts';
import { forOfficials } from '../../acserver/stdout/forOfficials.ts';
import type { Feed } from '../feed.ts';

/** Turns changes of a game server's process into events. */
interface ProcessWatch {
  /** The version in its banner; emitted with the start it belongs to. */
  version(version: string): void;
  /** Its log says that it is up. An earlier Pitwall may have been killed before it could emit that. */
  up(): void;
  changed(status: ProcessStatus, redact: (line: string) => string): void;
  /** What was found when Pitwall started: a server still running, or one that ended unobserved. */
  found(status: ProcessStatus, redact: (line: string) => string): void;
}

const UNKNOWN_EXIT: Omit<LastExit, 'at'> = { expected: false, code: null, signal: null, lastLines: [] };

export const processWatch = (feed: Pick<Feed, 'state' | 'notice'>): ProcessWatch => new FeedingWatch(feed);

class FeedingWatch implements ProcessWatch {
  readonly #feed: Pick<Feed, 'state' | 'notice'>;
  #version: string | undefined;
  #isStartTold = false;

  constructor(feed: Pick<Feed, 'state' | 'notice'>) {
    this.#feed = feed;
  }

  version(version: string): void {
    this.#version = version;
  }

  up(): void {
    const { up, version } = this.#feed.state();
    if (up && version === undefined && !this.#isStartTold) this.#started(false);
  }

  changed(status: ProcessStatus, redact: (line: string) => string): void {
    const { state, pid, adopted } = status;
    if (state === 'starting') this.#isStartTold = false;
    if (state === 'starting' && pid !== undefined) this.#feed.notice({ type: 'serverStarting', pid });
    if (state === 'running' && !adopted) this.#started(false);
    if (state === 'stopped') this.#stopped(status, redact);
  }

  found(status: ProcessStatus, redact: (line: string) => string): void {
    if (status.state === 'running' && !this.#feed.state().up) this.#started(true);
    if (status.state === 'stopped' && this.#feed.state().up) this.#stopped(status, redact);
  }

  #started(adopted: boolean): void {
    this.#isStartTold = true;
    this.#feed.notice({ type: 'serverStarted', adopted, version: this.#version });
  }

  #stopped({ lastExit }: ProcessStatus, redact: (line: string) => string): void {
    const { expected, code, signal, lastLines } = lastExit ?? UNKNOWN_EXIT;
    this.#feed.notice({
      type: 'serverStopped',
      expected,
      code: code ?? undefined,
      signal: signal ?? undefined,
      lastLines: forOfficials(lastLines.map(redact)),
    });
  }
}
