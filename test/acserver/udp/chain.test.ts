import { describe, expect, it, test } from 'vitest';
import { createChain } from '../../../src/acserver/udp/chain.ts';
import { decodeFromPlugin, decodeFromServer, encode } from '../../../src/acserver/udp/codec.ts';
import type { FromPlugin, FromServer, PacketOf } from '../../../src/acserver/udp/packets.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { type ConversationRow, conversationRows } from './trackerConversation.ts';
import { recordingOf } from './vectors.ts';

function start(intervalMs = 0) {
  const clock = new FakeClock();
  return { clock, chain: createChain({ clock, intervalMs }) };
}

const wants = (intervalMs: number): FromPlugin => ({ type: 'realtimePosInterval', intervalMs });
const update = (carId: number): PacketOf<'carUpdate'> => ({
  type: 'carUpdate',
  carId,
  pos: [0, 0, 0],
  velocity: [20, 0, 0],
  gear: 4,
  rpm: 6000,
  normalizedSplinePos: 0,
});

describe('a packet from the server', () => {
  it('goes to both sides, except for answers and positions', () => {
    const { chain } = start();
    const race = recordingOf('red-bull-ring.ndjson').map(({ decoded }) => decoded as FromServer);
    expect(new Set(race.map(({ type }) => type)).size).toBeGreaterThan(6);
    for (const packet of race) expect(chain.hearersOf(packet)).toEqual(['own', 'chained']);
  });

  test.each(['/st help', '!help', 'hello all'])('goes to both sides if a driver says %s', (message) => {
    expect(start().chain.hearersOf({ type: 'chat', carId: 1, message })).toEqual(['own', 'chained']);
  });

  it('goes to the asker if it is an answer, and to Pitwall if nobody asked', () => {
    const { chain } = start();
    const answer: FromServer = {
      type: 'carInfo',
      carId: 1,
      isConnected: true,
      carModel: 'ks_mazda_mx5_cup',
      carSkin: '00_official',
      driverName: 'Jane Roe',
      driverTeam: '',
      driverGuid: '76561198000000001',
    };
    chain.chainedSaid({ type: 'getCarInfo', carId: 1 });
    expect(chain.hearersOf(answer)).toEqual(['chained']);
    chain.ownSaid({ type: 'getCarInfo', carId: 1 });
    expect(chain.hearersOf(answer)).toEqual(['own']);
    expect(chain.hearersOf(answer)).toEqual(['own']);
  });
});

describe('a packet only of the manager’s own server', () => {
  const sector: FromServer = { type: 'sectorCompleted', carId: 1, sector: 0, sectorMs: 30_000, cuts: 0 };
  const tyres: FromServer = { type: 'tyres', carId: 1, tyre: 'M' };
  const pong = (pluginTime: number): FromServer => ({ type: 'pong', pluginTime, serverTime: 5 });

  it('goes to Pitwall alone until the chained plugin asks for it too', () => {
    const { chain } = start();
    for (const packet of [sector, tyres]) expect(chain.hearersOf(packet)).toEqual(['own']);
    expect(chain.chainedSaid({ type: 'enableReporting' })).toEqual({ type: 'enableReporting' });
    for (const packet of [sector, tyres]) expect(chain.hearersOf(packet)).toEqual(['own', 'chained']);
  });

  it('goes to the sender of the ping it answers', () => {
    const { chain } = start();
    chain.ownSaid({ type: 'ping', pluginTime: 1 });
    chain.chainedSaid({ type: 'ping', pluginTime: 2 });
    expect(chain.hearersOf(pong(2))).toEqual(['chained']);
    expect(chain.hearersOf(pong(1))).toEqual(['own']);
    expect(chain.hearersOf(pong(3))).toEqual(['own']);
  });
});

describe('a packet from the chained plugin', () => {
  test.each<FromPlugin>([
    { type: 'broadcastChat', message: 'from the chained plugin' },
    { type: 'adminCommand', command: '/kick_id 3' },
    { type: 'getSessionInfo', sessionIndex: null },
    { type: 'nextSession' },
  ])('is passed on unchanged: $type', (packet) => {
    expect(start().chain.chainedSaid(packet)).toBe(packet);
  });

  test.each([
    { own: 0, chained: 250, server: 250 },
    { own: 250, chained: 500, server: 250 },
    { own: 500, chained: 250, server: 250 },
    { own: 500, chained: 0, server: 500 },
    { own: 0, chained: 0, server: 0 },
  ])('sets the server to $server ms if Pitwall wants $own and the plugin $chained', ({ own, chained, server }) => {
    const { chain } = start(own);
    expect(chain.intervalMs()).toBe(own);
    expect(chain.chainedSaid(wants(chained))).toEqual(wants(server));
    expect(chain.intervalMs()).toBe(server);
  });
});

describe('the chained plugin’s interval', () => {
  it('is passed on unchanged if it is what the server gets', () => {
    const same = wants(200);
    expect(start(250).chain.chainedSaid(same)).toBe(same);
  });

  it('is remembered by the next Pitwall', () => {
    let stored: number | undefined;
    const memory = {
      load: () => stored,
      save: (intervalMs: number) => {
        stored = intervalMs;
      },
    };
    const open = () => createChain({ clock: new FakeClock(), intervalMs: 250, memory });
    expect(open().intervalMs()).toBe(250);
    open().chainedSaid(wants(100));
    expect(open().intervalMs()).toBe(100);
  });
});

/** The updates that each side hears when each car sends one every `everyMs`, late by each `lateMs` in turn. */
function heardOf({ own = 0, chained, everyMs }: { own?: number; chained?: number; everyMs: number }, lateMs = [0]) {
  const { clock, chain } = start(own);
  if (chained !== undefined) chain.chainedSaid(wants(chained));
  const heard = { own: [] as string[], chained: [] as string[] };
  for (let index = 0; index < 12; index++) {
    clock.advance(index * everyMs + (lateMs[index % lateMs.length] ?? 0) - clock.monotonic());
    for (const carId of [1, 2]) {
      for (const side of chain.hearersOf(update(carId))) heard[side].push(`${index} of car ${carId}`);
    }
  }
  return heard;
}

const everyNth = (n: number): string[] =>
  Array.from({ length: 12 }, (_, index) => index)
    .filter((index) => index % n === 0)
    .flatMap((index) => [`${index} of car 1`, `${index} of car 2`]);

describe('car updates', () => {
  it('are as many as asked for, even if the interval is no multiple of the server’s', () => {
    const { clock, chain } = start(250);
    chain.chainedSaid(wants(300));
    let heard = 0;
    for (let index = 0; index < 240; index++) {
      if (chain.hearersOf(update(1)).includes('chained')) heard++;
      clock.advance(250);
    }
    // One every 300 ms, for a minute.
    expect(heard).toBe(200);
  });

  it('are halved per car for a plugin that wants half, even if they are unpunctual', () => {
    const feed = { own: 250, chained: 500, everyMs: 250 };
    expect(heardOf(feed)).toEqual({ own: everyNth(1), chained: everyNth(2) });
    expect(heardOf(feed, [0, 60, 55, 0, 10, 60, 0]).chained).toEqual(everyNth(2));
    expect(heardOf({ ...feed, everyMs: 252 }).chained).toEqual(everyNth(2));
  });

  it('are reduced for Pitwall, too', () => {
    expect(heardOf({ own: 1000, chained: 250, everyMs: 250 })).toEqual({ own: everyNth(4), chained: everyNth(1) });
  });

  it('all go to the side that wants the most, even if they arrive together', () => {
    expect(heardOf({ own: 100, chained: 100, everyMs: 0 })).toEqual({ own: everyNth(1), chained: everyNth(1) });
  });

  it('do not go to a side that wants none', () => {
    expect(heardOf({ own: 0, chained: 250, everyMs: 250 })).toEqual({ own: [], chained: everyNth(1) });
    expect(heardOf({ own: 250, chained: 0, everyMs: 250 })).toEqual({ own: everyNth(1), chained: [] });
  });

  it('all go to a plugin that has not asked, as it may have asked an earlier Pitwall', () => {
    expect(heardOf({ everyMs: 250 })).toEqual({ own: [], chained: everyNth(1) });
  });
});

const from = (who: ConversationRow['who']): ConversationRow[] => conversationRows.filter((row) => row.who === who);
const hexOf = (rows: readonly ConversationRow[]): string[] => rows.map(({ datagram }) => datagram.toString('hex'));
const typeOf = ({ datagram }: ConversationRow): number | undefined => datagram[0];

/** What stracker sent to the server because the chained plugin had just sent it. */
const isPassedOn = (row: ConversationRow, index: number): boolean => {
  const before = conversationRows[index - 1];
  return row.who === 'stracker->server' && before?.who === 'chained->stracker' && typeOf(before) === typeOf(row);
};

/**
 * Plays the recording with Pitwall in stracker's place: Pitwall's own messages are those that were stracker's own. The
 * recording does not show that the chained plugin's two questions went to the server and were answered. The answers
 * used here are those that stracker passed on to the plugin.
 */
function play() {
  const { clock, chain } = start(100);
  const heard = { own: [] as string[], chained: [] as string[], server: [] as string[] };
  const answerIds = [54, 59];
  for (const [index, row] of conversationRows.entries()) {
    clock.advance(row.at - clock.monotonic());
    const isMissingAnswer = row.who === 'stracker->chained' && answerIds.includes(typeOf(row) ?? 0);
    if (row.who === 'stracker->server' && !isPassedOn(row, index)) chain.ownSaid(decodeFromPlugin(row.datagram));
    if (row.who === 'chained->stracker') {
      heard.server.push(encode(chain.chainedSaid(decodeFromPlugin(row.datagram))).toString('hex'));
    }
    if (row.who !== 'server->stracker' && !isMissingAnswer) continue;
    for (const side of chain.hearersOf(decodeFromServer(row.datagram))) heard[side].push(...hexOf([row]));
  }
  return heard;
}

describe('in stracker’s place in a real recording', () => {
  it('the chained plugin gets the same packets in the same order', () => {
    expect(play().chained).toEqual(hexOf(from('stracker->chained')));
  });

  it('Pitwall gets everything except the answers to the plugin', () => {
    expect(play().own).toEqual(hexOf(from('server->stracker')));
  });

  it('the server gets the same from the chained plugin, and both of its questions', () => {
    const passedOn = hexOf(conversationRows.filter(isPassedOn));
    const [session, car] = hexOf(from('chained->stracker'));
    expect(passedOn).toHaveLength(3);
    expect(play().server).toEqual([session, car, ...passedOn]);
  });
});
