import type { StdoutEvent } from '../../acserver/stdout/facts.ts';
import type { RaceState } from '../state.ts';
import type { Finding } from './observer.ts';

/**
 * What the game server's log says of the lobby, which nothing else tells. A refused heartbeat is repeated every minute
 * and told once; an accepted one proves the registration, whoever made it.
 */
export function observeLobby(fact: StdoutEvent, { lobby }: Pick<RaceState, 'lobby'>): readonly Finding[] {
  if (fact.fact === 'lobbyReply') {
    return fact.ok && lobby?.standing !== 'registered' ? [{ type: 'lobbyRegistered', by: 'server' }] : [];
  }
  if (fact.fact !== 'lobby') return [];
  switch (fact.state) {
    case 'registering':
      return [];
    case 'registered':
      return lobby?.standing === 'registered' ? [] : [{ type: 'lobbyRegistered', by: 'server' }];
    case 'failed':
      return [{ type: 'lobbyFailed', by: 'server', attempt: fact.attempt }];
    case 'lost':
      return lobby?.standing === 'lost' ? [] : [{ type: 'lobbyLost', answer: fact.reason }];
  }
}
