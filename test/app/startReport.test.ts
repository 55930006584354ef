import { expect, test } from 'vitest';
import { StartReport } from '../../src/app/startReport.ts';
import type { GuildNames } from '../../src/discord/session/names.ts';
import { FakeClock } from '../fakes/clock.ts';

function opened() {
  const clock = new FakeClock();
  const told: string[] = [];
  const league: { names: GuildNames | undefined } = { names: undefined };
  const report = new StartReport({
    config: {
      discord: {
        token: 'secret',
        guildId: '1',
        channelId: '10',
        roleIds: { admin: [], steward: [], driver: [] },
        administratorsAreAdmins: true,
        chatToGame: false,
        linksCountInGame: false,
      },
      servers: [],
      dataDirectory: '/srv/pitwall/data',
    },
    clock,
    log: { info: (line) => told.push(line.split(':')[0] ?? '') },
    servers: new Map(),
    names: () => league.names,
    websocket: undefined,
    health: undefined,
  });
  const ready = () => {
    league.names = { guild: 'Sunday Sprint', channel: () => '#race-control', role: () => undefined };
    report.ready();
  };
  return { clock, told, report, ready };
}
const FIVE = [expect.stringMatching(/^Pitwall/), 'Game servers', 'Channels', 'Roles', 'Websocket'];

test('the start is logged once, as soon as Discord is ready', () => {
  const { clock, told, ready } = opened();
  clock.advance(9000);
  expect(told).toEqual([]);
  ready();
  clock.advance(60_000);
  expect(told).toEqual(FIVE);
});

test('the start is logged after ten seconds without Discord, and completed once it is ready', () => {
  const { clock, told, ready } = opened();
  clock.advance(10_000);
  expect(told).toEqual(FIVE);
  clock.advance(3_600_000);
  ready();
  expect(told).toEqual([...FIVE, 'Channels', 'Roles']);
});

test('nothing is logged if the start is given up', () => {
  const { clock, told, report } = opened();
  report.close();
  clock.advance(60_000);
  expect(told).toEqual([]);
});
