import type { LiveServer } from '../../live/liveServer.ts';

/** What the lobby said when the game server last reported, once a minute. */
export interface Heartbeat {
  readonly at: number;
  readonly ok: boolean;
  readonly text: string;
}

/** The last heartbeat of this life of the game server; only the log tells it, and only now counts. */
export class HeartbeatWatch {
  #last: Heartbeat | undefined;

  constructor({ clock, logFacts, newLives }: Pick<LiveServer, 'clock' | 'logFacts' | 'newLives'>) {
    logFacts.listen((fact) => {
      if (fact.fact === 'lobbyReply') this.#last = { at: clock.now(), ok: fact.ok, text: fact.text };
    });
    newLives.listen(() => {
      this.#last = undefined;
    });
  }

  last(): Heartbeat | undefined {
    return this.#last;
  }
}
