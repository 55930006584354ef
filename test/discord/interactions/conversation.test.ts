import { MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { Conversation } from '../../../src/discord/interactions/conversation.ts';
import { interactionOf, servicesOver } from '../people.ts';

const SENTENCE = 'That went wrong on our side.';

describe('that we failed', () => {
  test('is the first answer, for one pair of eyes, where nothing was answered yet', async () => {
    const { services } = servicesOver([]);
    const asked = interactionOf('driver');
    await new Conversation(asked, services).sayFailed(SENTENCE);
    expect(asked.told).toEqual([['reply', { content: `⚠️ ${SENTENCE}`, flags: MessageFlags.Ephemeral }]]);
  });

  test.each(['deferred', 'replied'])('takes the place of what is there where it was %s', async (state) => {
    const { services, promised } = servicesOver([]);
    const asked = { ...interactionOf('driver'), [state]: true };
    services.deferrals.opened(asked, 'act');
    await new Conversation(asked, services).sayFailed(SENTENCE);
    expect(asked.told).toEqual([['editReply', { content: `⚠️ ${SENTENCE}`, embeds: [], components: [] }]]);
    expect(promised).toEqual(new Set());
  });
});
