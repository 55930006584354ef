/** Says in the log channel which hosts are away, and which are back. */
import { escapeText, exactTime } from '../../discord/common/text.ts';
import type { HubParts } from './parts.ts';

export function tellAway({ config, hosts, outbox, clock, log }: HubParts): void {
  const say = (content: string): void => {
    const { logChannelId, channelId } = config.discord;
    outbox.post(logChannelId ?? channelId, { lane: 'race', body: { content } });
  };
  hosts.onAway(({ edge, since, servers }) => {
    log.warn({ edge }, 'a host is out of reach');
    say(
      `📡 The host **${escapeText(edge)}** is out of reach since ${exactTime(since)}; what happens on ${servers.join(', ')} is told when it is back. Its games, rules and bans go on.`,
    );
  });
  hosts.onBack(({ edge, since }) => {
    log.info({ edge }, 'a host is back');
    say(`📡 The host **${escapeText(edge)}** is back after ${lasted(clock.now() - since)}.`);
  });
}

const lasted = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
};
