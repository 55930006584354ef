import type { AnswerOf } from '../../command/answer.ts';
import type { Listeners } from '../../events/events.ts';
import type { LobbyInfo } from '../../features/lobby/actions.ts';
import { english } from '../../texts/english/index.ts';
import { failure, type JsonFrame, timestamp, type Viewer } from './shape.ts';

/** A refusal is an error with the lobby's own text, which desktop clients look for. */
export function lobbyFrames({ info, reply }: AnswerOf<'lobby'>): readonly JsonFrame[] {
  if (reply && !reply.ok) return [failure(reply.text)];
  const isSaid = info.standing === 'registered' || info.standing === 'failed' || info.standing === 'lost';
  return [
    {
      data: {
        msg: isSaid ? undefined : english.lobbyStanding({ ...info, how: '"lobby restart"' }),
        lobby: lobbyFields(info),
      },
    },
  ];
}

/** The server sent `since`, but the desktop client reads `timestamp`. */
export function lobbyFields({ standing, since, urls }: LobbyInfo) {
  const at = standing === 'registered' ? timestamp(since) : '';
  return {
    connected: standing === 'registered',
    since: at || null,
    timestamp: at,
    url_register: urls?.register ?? null,
    url_ping: urls?.ping ?? null,
  };
}

/** Pushed when the server is listed, and when it no longer is. */
export const lobbyPushes: Listeners<readonly JsonFrame[], [Viewer]> = {
  lobbyRegistered: lobbyEvent,
  lobbyLost: lobbyEvent,
};

function lobbyEvent({ server }: { readonly server: string }, { viewOf }: Viewer): readonly JsonFrame[] {
  const view = viewOf(server);
  return view ? [{ data: { lobby: { event: lobbyFields(view.lobby) } } }] : [];
}
