import type { AnswerOf } from '../../command/answer.ts';
import type { Listeners } from '../../events/events.ts';
import type { LobbyInfo } from '../../features/lobby/actions.ts';
import { standingInWords } from '../../texts/lobby.ts';
import { type Frame, failure, timestamp, type Viewer } from './shape.ts';

/** A refusal is an error whose text is the lobby's own: desktop clients look for it. */
export function lobbyFrames({ info, reply }: AnswerOf<'lobby'>): readonly Frame[] {
  if (reply && !reply.ok) return [failure(reply.text)];
  const isSaid = info.standing === 'registered' || info.standing === 'failed' || info.standing === 'lost';
  return [{ data: { ...(isSaid ? {} : { msg: standingInWords(info) }), lobby: lobbyFields(info) } }];
}

/** The server sent `since`, the desktop client reads `timestamp`. */
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

/** Told when it is listed, and when it is not any more. */
export function lobbyPushes({ app }: Viewer): Listeners<readonly Frame[]> {
  const told = ({ server }: { readonly server: string }): readonly Frame[] => {
    const info = app.servers.get(server)?.lobby.info();
    return info ? [{ data: { lobby: { event: lobbyFields(info) } } }] : [];
  };
  return { lobbyRegistered: told, lobbyLost: told };
}
