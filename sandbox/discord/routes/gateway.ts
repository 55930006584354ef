import { Intent } from '../codes.ts';
import { type Desk, ok, type Route } from '../route.ts';

/** GATEWAY_MESSAGE_CONTENT_LIMITED: how a bot in fewer than a hundred guilds shows that the intent is enabled. */
const MESSAGE_CONTENT_LIMITED = 1 << 19;

const flagsOf = ({ withheldIntents }: Desk): number =>
  (withheldIntents & Intent.messageContent) === 0 ? MESSAGE_CONTENT_LIMITED : 0;

const application = (desk: Desk) => ({
  ...applicationFields(desk),
  flags: flagsOf(desk),
  flags_new: String(flagsOf(desk)),
});

const applicationFields = ({ world }: Desk) => ({
  id: world.applicationId,
  name: world.bot.username,
  icon: null,
  description: '',
  type: null,
  bot_public: false,
  bot_require_code_grant: world.ownership.requiresCodeGrant,
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
  {
    method: 'GET',
    path: '/users/@me/guilds',
    run: ({ world }) => {
      const { id, name, icon, banner, features } = world.guild();
      const permissions = String(world.permissionsOf(world.bot.id));
      return ok(world.isBotHere ? [{ id, name, icon, banner, owner: false, permissions, features }] : []);
    },
  },
  { method: 'GET', path: '/applications/@me', run: (desk) => ok(application(desk)) },
  { method: 'GET', path: '/oauth2/applications/@me', run: (desk) => ok(application(desk)) },
];
