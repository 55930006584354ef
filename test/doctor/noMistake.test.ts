import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/doctor/facts.ts';
import {
  AT,
  EMBEDS,
  VIEW,
  withConfig,
  withData,
  withDiscord,
  withEdge,
  withGuild,
  withLines,
  withNats,
  withPlugin,
  withServer,
} from './changes.ts';
import { ADMINS, discord, fine, fleet, GUILD, guild, hidden } from './fine.ts';
import { sentencesOf } from './mistakes/mistake.ts';

describe('what is no mistake', () => {
  it.each<readonly [string, number, Facts]>([
    [
      'the ports of a manager in the file that it writes',
      26,
      withServer({ isWrittenByManager: true, otherPair: { listen: '127.0.0.1:47872', localPort: 47_871 } }),
    ],
    ['a # behind a blank', 4, withLines('LOG_LEVEL=info # why')],
    ['a # in single quotes', 4, withLines("SPECTATOR_PASSWORD='ab#c'")],
    ['a comment behind a quote', 4, withLines('ACSERVER_COMMAND="wine acServer.exe" # a # is "no" part of it')],
    ['quotes within others', 4, withLines(`ACSERVER_COMMAND='"wine" "acServer.exe"'`)],
    ['a # in a setting of another program', 4, withLines('COLOUR=a#b')],
    ['a name that a hosting panel sets', 2, withLines('PATH_INFO=/x')],
    [
      'a chat channel without the message intent, where nothing goes into the game',
      11,
      {
        ...withConfig({ chatToGame: false }),
        discord: { ...discord, hasMessageContent: false },
      },
    ],
    [
      'an admin who may do everything, whatever a channel denies',
      16,
      withGuild({
        roles: guild.roles.map((each) => (each.id === '22' ? { ...each, permissions: 8n } : each)),
        channels: guild.channels.map((each) => ({
          ...each,
          overwrites: [{ id: GUILD, isMember: false, allow: 0n, deny: VIEW }],
        })),
      }),
    ],
    [
      'an allowance of one role that outweighs the denial of another',
      16,
      withGuild({
        botRoleIds: ['22', ADMINS],
        channels: guild.channels.map((each) => ({
          ...each,
          overwrites: [
            ...each.overwrites,
            { id: '22', isMember: false, allow: 0n, deny: EMBEDS },
            { id: ADMINS, isMember: false, allow: EMBEDS, deny: 0n },
          ],
        })),
      }),
    ],
    [
      'a main channel that not everybody reads, and no other',
      19,
      {
        ...withConfig({ stewardChannelId: undefined }),
        discord: {
          ...discord,
          guild: { ...guild, channels: guild.channels.map((each) => ({ ...each, overwrites: hidden })) },
        },
      },
    ],
    [
      'a container that ends, where somebody else runs the game server',
      38,
      {
        ...fine,
        machine: { node: '22.0.0', lifeWarning: 'Pitwall shares a container' },
      },
    ],
    ['a log that is quiet while nothing is heard', 32, withPlugin({}, { log: { path: '/x', quietMs: 99_000 } })],
    [
      'the running Pitwall that was started here',
      40,
      withData({ isLocked: true, lookedFrom: '/srv/pitwall', holder: { pid: 812, startedIn: '/srv/pitwall' } }),
    ],
    ['a plain acServer that is told to be one', 27, withServer({ isPlain: true })],
    [
      'a plugin behind Pitwall of which nothing is known but that it listens',
      29,
      withServer({ chained: { address: '127.0.0.1:12001', isThere: true } }),
    ],
    [
      'commands that Discord does not know before a first start',
      10,
      { ...withDiscord({ commands: 'none' }), data: undefined },
    ],
    ['plain text on one machine', 50, withNats({ url: 'nats://127.0.0.1:4222', isEncrypted: false })],
    ['the oldest NATS that is good', 51, withNats({ version: '2.10.23' })],
    ['a newer one', 51, withNats({ version: '2.12.0-RC.1' })],
    ['a hub that has not made the stream yet', 54, withNats({ stream: 'none' })],
    ['a single host', 48, { ...fine, nats: undefined }],
    ['a host of which nobody is to speak', 59, { ...fine, fleet: undefined }],
    [
      'hosts that are silent as NATS is',
      59,
      { ...withEdge({ silentSince: AT }), fleet: { ...fleet, linkDownSince: AT } },
    ],
    ['clocks that differ by less', 61, withEdge({ clockAheadMs: 1999 })],
    ['an older edge that says nothing of its clock', 61, withEdge({ clockAheadMs: undefined, waiting: undefined })],
    ['rows of a host that is silent', 62, withEdge({ waiting: 5000, silentSince: AT })],
    ['a minute less of waiting', 36, withDiscord({ clockAheadMs: 1900 })],
  ])('%s', (_, number, facts) => {
    expect(sentencesOf(facts, number)).toEqual([]);
  });
});
