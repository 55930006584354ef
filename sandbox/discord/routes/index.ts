import type { Route } from '../route.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import { gatewayRoutes } from './gateway.ts';
import { guildRoutes } from './guild.ts';
import { guildChannelRoutes } from './guildChannels.ts';
import { interactionRoutes } from './interactions.ts';
import { markRoutes } from './marks.ts';
import { messageRoutes } from './messages.ts';
import { pinRoutes } from './pins.ts';
import { roleRoutes } from './roles.ts';
import { threadRoutes } from './threads.ts';
import { webhookRoutes } from './webhooks.ts';

/** All routes of the local Discord. The first match is used, so fixed parts come before parameters. */
export const routes: readonly Route[] = [
  ...gatewayRoutes,
  ...guildRoutes,
  ...roleRoutes,
  ...guildChannelRoutes,
  ...channelRoutes,
  ...pinRoutes,
  ...messageRoutes,
  ...markRoutes,
  ...threadRoutes,
  ...interactionRoutes,
  ...webhookRoutes,
  ...commandRoutes,
];
