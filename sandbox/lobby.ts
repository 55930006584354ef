import { once } from 'node:events';
import { createServer } from 'node:http';

export interface LobbyOptions {
  port?: number;
  /** How many registrations are refused before one succeeds. */
  refuse?: number;
}

/** A lobby on the loopback instead of the game's own, with that one's faults. */
export interface Lobby {
  /** `host:port` */
  address: string;
  /** The requested paths with their queries. */
  requests: readonly string[];
  /** Forgets the registered servers, like a restart of the lobby. */
  forget(): void;
  close(): Promise<void>;
}

const refusal = 'ERROR,INVALID SERVER,CHECK YOUR PORT FORWARDING SETTINGS';
const stranger = 'ERROR,SERVER NOT REGISTERED WITH LOBBY - PLEASE RESTART';

export async function openLobby({ port = 0, refuse = 0 }: LobbyOptions = {}): Promise<Lobby> {
  const requests: string[] = [];
  const registered = new Set<string>();
  let refusals = refuse;

  function answer(path: string, query: URLSearchParams): string {
    const server = query.get('port') ?? '';
    if (path === '/lobby.ashx/ping') return registered.has(server) ? 'OK' : stranger;
    if (path !== '/lobby.ashx/register') return '';
    if (refusals-- > 0) return refusal;
    registered.add(server);
    return `OK,${registered.size},8081`;
  }

  const listener = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://lobby');
    requests.push(request.url ?? '/');
    response.end(answer(url.pathname, url.searchParams));
  });
  listener.listen(port, '127.0.0.1');
  await once(listener, 'listening');
  const bound = listener.address();
  return {
    address: `127.0.0.1:${typeof bound === 'object' && bound ? bound.port : port}`,
    requests,
    forget: () => registered.clear(),
    async close() {
      listener.close();
      listener.closeAllConnections();
      await once(listener, 'close');
    },
  };
}
