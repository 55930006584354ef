// A local Discord in its own process, so that it is not measured. It exits together with its parent.
import { openLocalDiscord } from '../../sandbox/discord/server.ts';
import type { DiscordElsewhere } from './cards.ts';

const channels = Array.from({ length: Number(process.argv[2]) }, (_, index) => ({ name: `channel-${index}` }));
const discord = await openLocalDiscord({ port: 0, channels, people: [{ name: 'Ada', roles: [] }] });
const where: DiscordElsewhere = {
  api: discord.api,
  token: discord.token,
  applicationId: discord.applicationId,
  channels: channels.map(({ name }) => discord.channel(name)),
};
process.send?.(where);
process.once('disconnect', () => void discord.close());
