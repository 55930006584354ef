import { DiscordAPIError, HTTPError } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { isPassing, loggable } from '../../../src/discord/common/failures.ts';

const address = 'https://discord.com/api/v10/webhooks/1/secret-token/messages/@original';
const said = { body: { content: 'what somebody said' }, files: undefined };
const unknown = new DiscordAPIError(
  { code: 10062, message: 'Unknown interaction' },
  10062,
  404,
  'PATCH',
  address,
  said,
);
const outage = new HTTPError(502, 'Bad Gateway', 'PATCH', address, said);
const cable = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

describe('a failed request', () => {
  test('is logged without its body and without its address, which contains a token', () => {
    for (const error of [unknown, outage, cable]) {
      expect(JSON.stringify(loggable(error))).not.toMatch(/secret-token|what somebody said/);
    }
    expect(loggable(unknown)).toEqual({ code: 10062, status: 404, reason: 'Unknown interaction' });
  });

  test('is worth a retry only after trouble at Discord or in the network', () => {
    expect([unknown, outage, cable, new Error('ours')].map(isPassing)).toEqual([false, true, true, false]);
  });
});
