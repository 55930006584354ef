import type { Context } from './command.ts';

/** The server's own name; if there are several servers, with the id that commands use. */
export function called({ server, app }: Pick<Context, 'server' | 'app'>): string {
  const { id } = server;
  const name = server.info().name || id;
  return app.servers.size > 1 && name !== id ? `${name} (${id})` : name;
}
