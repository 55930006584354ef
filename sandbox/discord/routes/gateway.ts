import { type Desk, ok, type Route } from '../route.ts';

const application = ({ world }: Desk) => ({
  id: world.applicationId,
  name: world.bot.username,
  icon: null,
  description: '',
  type: null,
  bot_public: false,
  bot_require_code_grant: false,
  flags: 0,
  flags_new: '0',
  verify_key: '',
  redirect_uris: [],
  interactions_endpoint_url: null,
  role_connections_verification_url: null,
  approximate_guild_count: world.isBotHere ? 1 : 0,
  approximate_user_install_count: 0,
  approximate_user_authorization_count: 0,
  explicit_content_filter: 0,
  eligible_oauth2_scopes: [],
  team: null,
  owner: world.members().find(({ user }) => !user.bot)?.user ?? world.bot,
});

export const gatewayRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/gateway/bot',
    run: ({ gatewayUrl, logins }, { host }) =>
      ok({ url: gatewayUrl(host), shards: 1, session_start_limit: logins.limit() }),
  },
  { method: 'GET', path: '/users/@me', run: ({ world }) => ok({ ...world.bot, mfa_enabled: false, locale: 'en-US' }) },
  { method: 'GET', path: '/applications/@me', run: (desk) => ok(application(desk)) },
  { method: 'GET', path: '/oauth2/applications/@me', run: (desk) => ok(application(desk)) },
];
