import { MessageFlags } from 'discord.js';
import { expect, test } from 'vitest';
import { answeredDirectly } from '../../../src/discord/interactions/directReply.ts';

function asked({ failing = false } = {}) {
  const told: unknown[] = [];
  const interaction = {
    id: '5',
    token: 'secret',
    replied: false,
    deferred: false,
    client: {
      rest: {
        async post(route: string, request?: object) {
          if (failing) throw new Error('read ECONNRESET');
          told.push([route, request]);
        },
      },
    },
    async reply(message: object) {
      told.push(['by discord.js', message]);
    },
  };
  return { told, interaction, answered: answeredDirectly(interaction) };
}

test('a first answer is sent directly, and pings nobody', async () => {
  const { told, interaction, answered } = asked();
  await answered.reply({ content: '@everyone', embeds: [{ title: 'Sessions' }], flags: MessageFlags.Ephemeral });
  const data = {
    content: '@everyone',
    embeds: [{ title: 'Sessions' }],
    components: undefined,
    flags: 64,
    allowed_mentions: { parse: [] },
  };
  expect(told).toEqual([['/interactions/5/secret/callback', { auth: false, body: { type: 4, data } }]]);
  // Otherwise discord.js would not edit it.
  expect(interaction.replied).toBe(true);
});

test('an answer that failed to send can be sent again', async () => {
  const { interaction, answered } = asked({ failing: true });
  await expect(answered.reply({ content: 'hello' })).rejects.toThrow('ECONNRESET');
  expect(interaction.replied).toBe(false);
});

test.each([
  ['with files', {}, { files: [{ name: 'a.txt', attachment: Buffer.from('a') }] }],
  ['after a deferral', { deferred: true }, { content: 'late' }],
  ['after another answer', { replied: true }, { content: 'twice' }],
])('an answer %s is left to discord.js to send or refuse', async (_, state, message) => {
  const { told, interaction, answered } = asked();
  Object.assign(interaction, state);
  await answered.reply(message);
  expect(told).toEqual([['by discord.js', message]]);
});
