import { describe, expect, it, test } from 'vitest';
import { channelsFor, configuredChannels, serverForChannel } from '../../src/config/channels.ts';

const common = { channelId: 'race', chatChannelId: 'chat' };
const gt3 = { id: 'gt3', directory: '/a', channelIds: ['gt3-talk'], routes: { channelId: 'gt3-race' } };
const gt4 = { id: 'gt4', directory: '/b', routes: { channelId: 'gt4-race', chatChannelId: 'gt4-chat' } };
const plain = { id: 'plain', directory: '/c' };

describe('the channels of a server', () => {
  it('are its own if set, or else those of the installation', () => {
    expect(channelsFor(gt3, common, [gt3]).channels).toEqual({ channelId: 'gt3-race', chatChannelId: 'chat' });
    expect(channelsFor(plain, common, [plain]).channels).toEqual(common);
  });

  it('are shared with every server that posts to one of them', () => {
    const servers = [gt3, gt4, plain];
    expect(servers.map((server) => channelsFor(server, common, servers).sharedBy)).toEqual([2, 1, 2]);
  });

  it('are listed with their settings, for a look-up on Discord', () => {
    expect(configuredChannels([gt3, plain])).toEqual([
      { variable: 'A channel of [gt3]', id: 'gt3-race' },
      { variable: 'CHANNELS of [gt3]', id: 'gt3-talk' },
    ]);
  });
});

test.each([
  ['gt3-talk', 'gt3'],
  ['gt3-race', 'gt3'],
  ['gt4-chat', 'gt4'],
  ['race', undefined],
  ['chat', undefined],
  ['', undefined],
])('a command in #%s is meant for the server %s', (channel, server) => {
  expect(serverForChannel([gt3, gt4, plain], channel)).toBe(server);
});

test('a channel of two servers belongs to neither, unless one claims it', () => {
  const other = { ...gt4, id: 'other' };
  expect(serverForChannel([gt4, other], 'gt4-chat')).toBeUndefined();
  expect(serverForChannel([gt4, { ...other, channelIds: ['gt4-chat'] }], 'gt4-chat')).toBe('other');
});
