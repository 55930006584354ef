import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { relayToGame, type Said } from '../../../src/discord/interactions/gameChat.ts';
import { english } from '../../../src/texts/english/index.ts';
import { FakeClock } from '../../fakes/clock.ts';

function open(answer: (line: string) => Said = () => ({ lines: 1, sent: 1 })) {
  const client = new EventEmitter();
  const clock = new FakeClock();
  const [said, told]: [string[], string[]] = [[], []];
  relayToGame({
    client: client as never,
    config: { roleIds: { admin: [], steward: [], driver: ['driver-role'] }, administratorsAreAdmins: true },
    clock,
    log: { info() {}, warn() {}, error() {} },
    words: english,
    say(channelId, line) {
      if (channelId !== 'chat') return undefined;
      if (line !== '') said.push(line);
      return Promise.resolve(answer(line));
    },
    tell: (channelId, text) => told.push(`${channelId}: ${text}`),
  });
  const write = async (cleanContent: string, roles: readonly string[], channelId = 'chat') => {
    client.emit('messageCreate', {
      author: { id: roles.join() || 'nobody', bot: false, displayName: 'Dora' },
      webhookId: null,
      system: false,
      channelId,
      cleanContent,
      member: {
        displayName: 'Dora',
        roles: { cache: new Map(roles.map((role) => [role, {}])) },
        permissions: { has: () => false },
      },
    });
    await new Promise(setImmediate);
  };
  return { clock, said, told, write };
}

test('only members with the driver role can write to the game chat', async () => {
  const { said, told, write } = open();
  await write('hello', ['driver-role']);
  await write('hello', ['another-role']);
  await write('hello', []);
  expect(said).toEqual(['Dora: hello']);
  expect(told).toEqual(Array(2).fill(`chat: ${english.chatNeedsRole({ name: 'Dora' })}`));
});

test('the missing role is pointed out once in ten minutes, and only in a game chat channel', async () => {
  const { clock, told, write } = open();
  await write('hello', [], 'elsewhere');
  expect(told).toEqual([]);
  for (let line = 0; line < 5; line += 1) await write('hello', []);
  expect(told).toHaveLength(1);
  clock.advance(10 * 60_000);
  await write('hello', []);
  expect(told).toHaveLength(2);
});

test('dropped lines are counted and reported together', async () => {
  const { clock, told, write } = open(() => ({ lines: 4, sent: 1 }));
  await write('one', ['driver-role']);
  await write('two', ['driver-role']);
  clock.advance(5000);
  expect(told).toEqual([`chat: ${english.chatNotSaidInGame({ lines: 6 })}`]);
});
