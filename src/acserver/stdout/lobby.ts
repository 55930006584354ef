// Lines about the public lobby.

import type { Handlers, ReaderMemo } from './memo.ts';

/** Registration and heartbeat. Each line counts only while the server is waiting for it. */
export const lobbyHandlers: Handlers = {
  'lobby-registering': (memo) => call(memo),
  'lobby-register-call': (memo) => call(memo),
  'lobby-register-response': ({ lobby }, response) => {
    if (lobby.calling && response.ok) lobby.httpPort = response.httpPort;
    return [];
  },
  'lobby-connected': ({ lobby }) => {
    if (!lobby.calling) return [];
    lobby.calling = undefined;
    const { httpPort } = lobby;
    return [{ fact: 'lobbyRegistered', httpPort }];
  },
  'lobby-register-failed': ({ lobby }, { attempt }) => {
    if (!lobby.calling) return [];
    lobby.calling = undefined;
    return [{ fact: 'lobbyFailed', attempt }];
  },
  'lobby-ping': ({ lobby }) => {
    lobby.ping = 'sent';
    return [];
  },
  'lobby-reply': ({ lobby }, { text }) => {
    // A join prints OK as well: if that came first, an error from the lobby still counts.
    const awaited = text === 'OK' ? lobby.ping === 'sent' : lobby.ping !== undefined;
    if (!awaited) return [];
    if (text === 'OK') {
      lobby.ping = 'answered';
      return [{ fact: 'lobbyReply', ok: true, text }];
    }
    lobby.ping = undefined;
    return [
      { fact: 'lobbyReply', ok: false, text },
      { fact: 'lobbyLost', answer: text },
    ];
  },
};

function call({ lobby }: ReaderMemo) {
  if (lobby.calling) return [];
  lobby.calling = true;
  lobby.httpPort = undefined;
  return [{ fact: 'lobbyRegistering' } as const];
}
