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

describe('the doctor accepts', () => {
  it.each<readonly [string, number, Facts]>([
    [
      'the ports of a server manager in the file it writes',
      26,
      withServer({ isWrittenByManager: true, otherPair: { listen: '127.0.0.1:47872', localPort: 47_871 } }),
    ],
    ['a # after a space', 4, withLines('LOG_LEVEL=info # why')],
    ['a # in single quotes', 4, withLines("SPECTATOR_PASSWORD='ab#c'")],
    ['a comment after a quoted value', 4, withLines('ACSERVER_COMMAND="wine acServer.exe" # a # is "no" part of it')],
    ['nested quotes', 4, withLines(`ACSERVER_COMMAND='"wine" "acServer.exe"'`)],
    ['a # in a setting of another program', 4, withLines('COLOUR=a#b')],
    ['a setting of another program', 2, withLines('WINEPREFIX=/srv/wine')],
    [
      'a chat channel without the message intent if no chat goes into the game',
      11,
      {
        ...withConfig({ chatToGame: false }),
        discord: { ...discord, hasMessageContent: false },
      },
    ],
    [
      'a bot with Administrator, whatever a channel denies',
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
      'a permission denied to one role but granted to another',
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
      'a private main channel as the only channel',
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
      'a container if somebody else runs the game server',
      38,
      {
        ...fine,
        machine: { node: '22.0.0', lifeWarning: 'Pitwall shares a container' },
      },
    ],
    ['a quiet log while the server is silent too', 32, withPlugin({}, { log: { path: '/x', quietMs: 99_000 } })],
    [
      'a Pitwall running from the same directory',
      40,
      withData({ isLocked: true, lookedFrom: '/srv/pitwall', holder: { pid: 812, startedIn: '/srv/pitwall' } }),
    ],
    ['plain acServer configured as such', 27, withServer({ isPlain: true })],
    ['a chained plugin that is listening', 29, withServer({ chained: { address: '127.0.0.1:12001', isThere: true } })],
    ['missing Discord commands before the first start', 10, { ...withDiscord({ commands: 'none' }), data: undefined }],
    ['plain text NATS on one machine', 50, withNats({ url: 'nats://127.0.0.1:4222', isEncrypted: false })],
    ['the oldest recommended NATS version', 51, withNats({ version: '2.10.23' })],
    ['a newer NATS version', 51, withNats({ version: '2.12.0-RC.1' })],
    ['a missing stream before the first start of the hub', 54, withNats({ stream: 'none' })],
    ['a single host', 48, { ...fine, nats: undefined }],
    ['an installation without a fleet', 59, { ...fine, fleet: undefined }],
    [
      'silent hosts while NATS is down',
      59,
      { ...withEdge({ silentSince: AT }), fleet: { ...fleet, linkDownSince: AT } },
    ],
    ['clocks less than two seconds apart', 61, withEdge({ clockAheadMs: 1999 })],
    ['an older edge that does not report its clock', 61, withEdge({ clockAheadMs: undefined, waiting: undefined })],
    ['an older edge that does not report its LANGUAGE', 64, withEdge({ language: undefined })],
    ['rows waiting at a silent host', 62, withEdge({ waiting: 5000, silentSince: AT })],
    ['a clock less than two seconds off from Discord', 36, withDiscord({ clockAheadMs: 1900 })],
  ])('%s', (_, number, facts) => {
    expect(sentencesOf(facts, number)).toEqual([]);
  });
});
