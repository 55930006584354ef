// Lines about the server's life and its sessions.

import type { SentSession, StdoutFact } from './facts.ts';
import type { Handlers, ReaderMemo } from './memo.ts';

export const sessionHandlers: Handlers = {
  'udp-plugin': (memo, { target, localPort }) =>
    memo.phase === 'running' ? [] : [{ fact: 'udpPluginOn', target, localPort }],
  started: (memo) => {
    if (memo.phase === 'running') return [];
    memo.phase = 'running';
    return [{ fact: 'serverStarted' }];
  },
  // A crash prints many of these lines. The first one says why.
  crash: (memo, { text }) => {
    if (memo.phase === 'crashed') return [];
    memo.phase = 'crashed';
    return [{ fact: 'crashed', text }];
  },
  'restart-session': (memo) => {
    memo.restarting = true;
    memo.laps = {};
    return [];
  },
  'session-field': (memo, field) => {
    // Every block begins with the name.
    memo.session = 'name' in field ? field : { ...memo.session, ...field };
    return 'laps' in field ? sendSession(memo) : [];
  },
};

/** The line with the laps is the last one that every version prints. */
function sendSession(memo: ReaderMemo): StdoutFact[] {
  const { session, restarting } = memo;
  memo.session = {};
  memo.restarting = undefined;
  if (!isWhole(session)) return [];
  return [{ fact: 'sessionStarted', ...session, ...(restarting ? { restarted: true as const } : {}) }];
}

const isWhole = (session: Partial<SentSession>): session is SentSession =>
  session.name !== undefined &&
  session.index !== undefined &&
  session.type !== undefined &&
  session.timeMinutes !== undefined &&
  session.laps !== undefined;
