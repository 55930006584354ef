import { readFileSync } from 'node:fs';

export interface ConversationRow {
  /** Milliseconds since the recording began. */
  readonly at: number;
  readonly who: 'server->stracker' | 'stracker->server' | 'stracker->chained' | 'chained->stracker';
  readonly datagram: Buffer;
}

const file = new URL('../../fixtures/udp/udp-stracker-live-conversation.ndjson', import.meta.url);

/** The real stracker, first in a chain, between a scripted server and a scripted plugin. */
export const conversationRows: readonly ConversationRow[] = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.includes('"hex"'))
  .map((line) => JSON.parse(line))
  .map(({ t, who, hex }) => ({ at: Math.round(t * 1000), who, datagram: Buffer.from(hex, 'hex') }));
