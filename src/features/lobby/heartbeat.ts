import type { LiveServer } from '../../live/liveServer.ts';

/** The lobby's reply to the game server's last report, which it sends once a minute. */
export interface Heartbeat {
  readonly at: number;
  readonly ok: boolean;
  readonly text: string;
}

/** The last heartbeat since the game server started. Only the log reports it, and it is not stored. */
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
