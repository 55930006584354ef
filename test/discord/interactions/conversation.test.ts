import { MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { Conversation } from '../../../src/discord/interactions/conversation.ts';
import { interactionOf, servicesOver } from '../people.ts';

const SENTENCE = 'That went wrong on our side.';

describe('the message about a failure on our side', () => {
  test('is an ephemeral first reply if nothing was answered yet', async () => {
    const { services } = servicesOver([]);
    const asked = interactionOf('driver');
    await new Conversation(asked, services).sayFailed(SENTENCE);
    expect(asked.told).toEqual([['reply', { content: `⚠️ ${SENTENCE}`, flags: MessageFlags.Ephemeral }]]);
  });

  test.each(['deferred', 'replied'])('replaces the reply if the interaction was already %s', async (state) => {
    const { services, promised } = servicesOver([]);
    const asked = { ...interactionOf('driver'), [state]: true };
    services.deferrals.opened(asked, 'act');
    await new Conversation(asked, services).sayFailed(SENTENCE);
    expect(asked.told).toEqual([['editReply', { content: `⚠️ ${SENTENCE}`, embeds: [], components: [] }]]);
    expect(promised).toEqual(new Set());
  });
});
