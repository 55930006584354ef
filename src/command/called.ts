import type { Context } from './command.ts';

/** As the server calls itself; where there are several, with what commands call it. */
export function called({ server, app }: Pick<Context, 'server' | 'app'>): string {
  const { id } = server;
  const name = server.info().name || id;
  return app.servers.size > 1 && name !== id ? `${name} (${id})` : name;
}
