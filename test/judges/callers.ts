/**
 * Who each route of the local Discord is for. A route that nobody in these lists calls does not belong there. While the
 * callers run, it is checked that they really call theirs.
 */
export const CALLERS = {
  bot: [
    'GET /gateway/bot',
    'GET /users/@me/guilds',
    'PUT /applications/:application/guilds/:guild/commands',
    'GET /applications/:application/guilds/:guild/commands/permissions',
    'POST /interactions/:interaction/:token/callback',
    'PATCH /webhooks/:webhook/:token/messages/:message',
    'POST /channels/:channel/messages',
  ],
  'discord.js': [
    'GET /guilds/:guild',
    'GET /guilds/:guild/channels',
    'GET /guilds/:guild/roles',
    'POST /guilds/:guild/roles',
    'GET /guilds/:guild/roles/:role',
    'PATCH /guilds/:guild/roles/:role',
    'DELETE /guilds/:guild/roles/:role',
    'PATCH /guilds/:guild/members/:user',
    'PUT /guilds/:guild/members/:user/roles/:role',
    'DELETE /guilds/:guild/members/:user/roles/:role',
    'POST /guilds/:guild/channels',
    'DELETE /channels/:channel',
    'PUT /channels/:channel/permissions/:overwrite',
    'DELETE /channels/:channel/permissions/:overwrite',
    'POST /channels/:channel/typing',
    'GET /applications/@me',
    'GET /applications/:application/guilds/:guild/commands',
    'POST /applications/:application/guilds/:guild/commands',
    'GET /applications/:application/guilds/:guild/commands/:command',
    'PATCH /applications/:application/guilds/:guild/commands/:command',
    'DELETE /applications/:application/guilds/:guild/commands/:command',
    'GET /channels/:channel/messages/pins',
    'GET /webhooks/:webhook',
    'GET /webhooks/:webhook/:token',
    'DELETE /webhooks/:webhook',
    'GET /guilds/:guild/members',
    'GET /guilds/:guild/members/search',
    'GET /guilds/:guild/members/:user',
    'GET /users/:user',
    'GET /channels/:channel/messages',
    'GET /channels/:channel/messages/:message',
    'PATCH /channels/:channel/messages/:message',
    'DELETE /channels/:channel/messages/:message',
    'PUT /channels/:channel/messages/:message/reactions/:emoji/@me',
    'DELETE /channels/:channel/messages/:message/reactions/:emoji/@me',
    'PUT /channels/:channel/messages/pins/:message',
    'DELETE /channels/:channel/messages/pins/:message',
    'GET /channels/:channel',
    'POST /channels/:channel/threads',
    'POST /channels/:channel/messages/:message/threads',
    'PATCH /channels/:channel',
    'POST /channels/:channel/webhooks',
    'GET /channels/:channel/webhooks',
    'POST /webhooks/:webhook/:token',
    'GET /webhooks/:webhook/:token/messages/:message',
    'DELETE /webhooks/:webhook/:token/messages/:message',
    'DELETE /webhooks/:webhook/:token',
  ],
  'discord.py': [
    'GET /users/@me',
    'GET /oauth2/applications/@me',
    'GET /channels/:channel/pins',
    'PUT /channels/:channel/pins/:message',
    'DELETE /channels/:channel/pins/:message',
  ],
} as const satisfies Record<string, readonly string[]>;

export type Caller = keyof typeof CALLERS;

/** The routes of a caller that it did not call. */
export const uncalled = (caller: Caller, calls: ReadonlySet<string | undefined>): readonly string[] =>
  CALLERS[caller].filter((route) => !calls.has(route));
