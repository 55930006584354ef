/** Reports in the log channel when hosts become unreachable, and when they are back. */
import { escapeText, exactTime } from '../../discord/common/text.ts';
import type { HubParts } from './parts.ts';

type NoticeParts = Pick<HubParts, 'outbox' | 'clock' | 'log'> & {
  readonly config: { readonly discord: Pick<HubParts['config']['discord'], 'channelId' | 'logChannelId'> };
  readonly hosts: Pick<HubParts['hosts'], 'silence' | 'onStoring'>;
};

export function tellAway({ config, hosts, outbox, clock, log }: NoticeParts): void {
  const { silence } = hosts;
  const say = (content: string): void => {
    const { logChannelId, channelId } = config.discord;
    outbox.post(logChannelId ?? channelId, { lane: 'race', body: { content: `📡 ${content}` } });
  };
  const after = (since: number, events: number): string =>
    `after ${lasted(clock.now() - since)}, ${events === 1 ? '1 event' : `${events} events`}`;
  silence.onAway(({ edge, since, servers }) => {
    log.warn({ edge }, 'a host is out of reach');
    say(
      `The host **${escapeText(edge)}** has been unreachable since ${exactTime(since)}; what happens on ${servers.join(', ')} will be posted when it is back. Its game servers keep running; if only its connection is down, so do its rules and bans.`,
    );
  });
  silence.onBack(({ edge, since, events, isRestarted }) => {
    log.info({ edge, events }, 'a host is back');
    const meanwhile = isRestarted
      ? 'Its Pitwall was not running all the time: bans and rules on joining were not enforced then.'
      : 'It was cut off, and has watched its games all the time.';
    say(`The host **${escapeText(edge)}** is back ${after(since, events)}. ${meanwhile}`);
  });
  silence.onLinkDown(({ since }) => {
    log.warn('NATS is out of reach');
    say(
      `The link to the hosts has been down since ${exactTime(since)}: NATS does not answer. Games, rules and bans go on, and what happens will be posted when it is back.`,
    );
  });
  silence.onLinkBack(({ since, events }) => {
    log.info({ events }, 'NATS is back');
    say(`The link to the hosts is back ${after(since, events)}.`);
  });
  hosts.onStoring(({ edge, isPossible }) => {
    log.warn({ edge, isPossible }, 'whether a host can store');
    say(
      isPossible
        ? `The host **${escapeText(edge)}** can store again.`
        : `The host **${escapeText(edge)}** cannot write to its database, so nothing from its race is being saved: free up space on the disk that holds its DATA_DIR.`,
    );
  });
}

const lasted = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
};
