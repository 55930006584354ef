// A local Discord in a process of its own: what it does is not measured. It ends with whoever has started it.
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
