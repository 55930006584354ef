import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { decodeFromPlugin, decodeFromServer, encode } from '../../../src/acserver/udp/codec.ts';
import { type FromPlugin, type FromServer, fromServer, type Packet } from '../../../src/acserver/udp/packets.ts';
import { PacketError } from '../../../src/acserver/udp/reader.ts';
import { datagramsOf, recordingOf, type Vector, vectorsOf } from './vectors.ts';

/** Canonical datagrams: what vanilla servers and correct plugins send. */
const canonical: Record<string, Vector[]> = {
  'captured from a server': vectorsOf('udp-captured-petria-2017.json'),
  'built for every server packet': vectorsOf('udp-synthetic-server-to-plugin.json'),
  'built for every plugin packet': vectorsOf('udp-synthetic-plugin-to-server.json'),
  "built for what the manager's own server adds": vectorsOf('udp-manager-additions.json'),
  'sent by the stock manager': vectorsOf('udp-sent-by-acsm.json').filter(({ datagram }) => datagram.length > 1),
  'sent around stracker': vectorsOf('udp-stracker-live-conversation.ndjson'),
  'of the race on the Nürburgring': recordingOf('nurburgring_sprint_b.ndjson'),
  'of the race on the Red Bull Ring': recordingOf('red-bull-ring.ndjson'),
  'of the race in Suzuka': recordingOf('suzuka_east.ndjson'),
};
const sources = Object.keys(canonical);
const every = Object.values(canonical).flat();
const dialects = vectorsOf('udp-dialects.json');

const isFromServer = ({ decoded }: Vector) => decoded.type in fromServer;
const decode = (vector: Vector, datagram: Uint8Array): Packet =>
  isFromServer(vector) ? decodeFromServer(datagram) : decodeFromPlugin(datagram);
const hex = (text: string) => Buffer.from(text, 'hex');

describe('real and reference datagrams', () => {
  it('cover all 28 packets of the protocol', () => {
    expect(new Set(every.map(({ decoded }) => decoded.type)).size).toBe(28);
  });

  it.each(sources)('are decoded to their fields: %s', (source) => {
    for (const vector of canonical[source] ?? []) {
      expect(decode(vector, vector.datagram), vector.name).toEqual(vector.decoded);
    }
  });

  it.each(sources)('are encoded to the same bytes: %s', (source) => {
    for (const { name, datagram, decoded } of canonical[source] ?? []) {
      expect(encode(decoded).toString('hex'), name).toBe(datagram.toString('hex'));
    }
  });

  it('are decoded from any Uint8Array, even one inside its buffer', () => {
    expect(decodeFromServer(new Uint8Array([9, 9, 56, 4, 9]).subarray(2, 4))).toEqual({
      type: 'version',
      protocolVersion: 4,
    });
  });
});

describe('a Node that forbids code from strings', () => {
  const run = (script: string): string =>
    execFileSync(
      process.execPath,
      ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', script],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    ).trim();

  it('decodes and encodes as usual', () => {
    const [vector] = canonical['captured from a server'] ?? [];
    const bytes = vector?.datagram.toString('hex') ?? '';
    const codec = new URL('../../../dist/src/acserver/udp/codec.js', import.meta.url).href;
    const script = `
      import { decodeFromServer, encode } from ${JSON.stringify(codec)};
      const packet = decodeFromServer(Buffer.from('${bytes}', 'hex'));
      console.log(JSON.stringify({ packet, bytes: encode(packet).toString('hex') }));`;
    expect(JSON.parse(run(script))).toEqual({ packet: vector?.decoded, bytes });
  });

  it('refuses such code', () => {
    expect(() => run("new Function('return 1')()")).toThrow('Code generation from strings disallowed');
  });
});

describe('datagrams of other programs', () => {
  it.each(dialects)('are decoded: $name', (vector) => {
    expect(decode(vector, vector.datagram)).toEqual(vector.decoded);
  });

  it.each(vectorsOf('udp-sent-by-kunos-example.json'))('are decoded without their padding: $name', (vector) => {
    expect(decode(vector, vector.datagram)).toEqual(vector.decoded);
  });

  it('may lack the session index as the stock manager’s do, but ours never', () => {
    expect(decodeFromPlugin(hex('cc'))).toEqual({ type: 'getSessionInfo', sessionIndex: null });
    expect(() => decodeFromPlugin(hex('cc00'))).toThrow('getSessionInfo: datagram ends inside sessionIndex');
    expect(() => encode({ type: 'getSessionInfo', sessionIndex: null })).toThrow(RangeError);
  });

  it('are refused if the stock manager counts UTF-8 bytes as characters', () => {
    const wrong = datagramsOf('udp-sent-by-acsm.json').filter(({ name }) => name.startsWith('admin /kick Ż'));
    expect(wrong).toHaveLength(1);
    for (const { datagram } of wrong) {
      expect(() => decodeFromPlugin(datagram)).toThrow('adminCommand: datagram ends inside command');
    }
  });

  it('keep their seven-byte rows when encoded again', () => {
    const old = dialects.filter(({ decoded }) => decoded.type === 'lapCompleted');
    expect(old.map(({ decoded }) => encode(decoded))).toEqual(old.map(({ datagram }) => datagram));
    expect(old).toHaveLength(1);
  });
});

describe('malformed datagrams', () => {
  const expected: Record<string, string> = {
    empty: 'empty: datagram ends before its id',
    unknown_id: 'unknown: id 99 is not one that arrives at this side',
    new_session_truncated: 'newSession: datagram ends inside serverName',
    new_session_id_only: 'newSession: datagram ends inside protocolVersion',
    new_connection_length_lies: 'newConnection: datagram ends inside driverName',
    lap_board_truncated: 'lapCompleted: datagram ends inside leaderboard',
    client_event_unknown_subtype: 'clientEvent: subtype 12 is unknown',
    car_update_short: 'carUpdate: datagram ends inside velocity',
    car_update_nan: 'carUpdate: pos is not a finite number',
    outgoing_id_from_server_port: 'unknown: id 207 is not one that arrives at this side',
  };
  const cases = datagramsOf('udp-malformed.json').map(({ name, datagram }) => ({ name: name.split(' ')[0], datagram }));
  const refused = cases.filter(({ name }) => name !== 'chat_bad_utf32');

  it.each(refused)('are refused with packet and field: $name', ({ name, datagram }) => {
    expect(messageOf(() => decodeFromServer(datagram))).toBe(expected[name ?? '']);
  });

  // Offsets of a CAR_UPDATE: position from 2, velocity from 14, three float32 each.
  it.each([
    ['pos', [[2, Number.NaN]]],
    ['pos', [[6, Number.NEGATIVE_INFINITY]]],
    ['pos', [[10, Number.POSITIVE_INFINITY]]],
    ['velocity', [[14, Number.POSITIVE_INFINITY]]],
    ['velocity', [[22, Number.NaN]]],
    [
      'velocity',
      [
        [14, Number.POSITIVE_INFINITY],
        [18, Number.NEGATIVE_INFINITY],
      ],
    ],
  ])('are refused if a coordinate is not finite: %s %j', (field, numbers) => {
    const datagram = carUpdateWith(numbers);
    expect(messageOf(() => decodeFromServer(datagram))).toBe(`carUpdate: ${field} is not a finite number`);
  });

  it('do not include those with the largest float32 coordinates', () => {
    const most = 2 ** 128 - 2 ** 104;
    const datagram = carUpdateWith([2, 6, 10].map((offset) => [offset, most]));
    expect(decodeFromServer(datagram)).toMatchObject({ pos: [most, most, most] });
  });

  it('have invalid characters replaced', () => {
    const bad = cases.find(({ name }) => name === 'chat_bad_utf32');
    expect(decodeFromServer(bad?.datagram ?? hex(''))).toEqual({
      type: 'chat',
      carId: 1,
      message: '\ufffd\ufffd',
    });
  });

  it.each(sources)('are refused if cut off at any byte: %s', (source) => {
    for (const vector of canonical[source] ?? []) expectEveryCutRefused(vector);
  });

  it('are refused if cut off at any byte, in other programs’ dialects, too', () => {
    for (const vector of dialects.filter(isFromServer)) expectEveryCutRefused(vector);
  });

  it('are refused if anything but padding follows', () => {
    expect(decodeFromServer(hex('3804000000'))).toEqual({ type: 'version', protocolVersion: 4 });
    expect(messageOf(() => decodeFromServer(hex('38040001')))).toBe(
      'version: byte 3 lies behind the last field and is not 0',
    );
  });

  it.each([
    ['96030031', 'sectorCompleted: datagram ends inside sectorMs'],
    ['9603000100000000ff', 'sectorCompleted: byte 8 lies behind the last field and is not 0'],
    ['970403534d', 'tyres: datagram ends inside tyre'],
    ['98000000000000000000000000', 'pong: datagram ends inside serverTime'],
    ['98ffffffffffffff7f0000000000000000', 'pong: pluginTime is no time that a clock shows'],
  ])('are refused for the manager’s additions, too: %s', (datagram, problem) => {
    expect(messageOf(() => decodeFromServer(hex(datagram)))).toBe(problem);
  });

  it('are refused if longer than UDP allows', () => {
    const packet = Buffer.concat([hex('3804'), Buffer.alloc(65_535)]);
    expect(messageOf(() => decodeFromServer(packet))).toBe('version: longer than any datagram');
  });

  it('are refused if they belong to the other side', () => {
    for (const vector of every) {
      const wrongSide = isFromServer(vector) ? decodeFromPlugin : decodeFromServer;
      expect(messageOf(() => wrongSide(vector.datagram))).toMatch(/^unknown: id \d+ is not/);
    }
  });
});

describe('text in a datagram', () => {
  const modelAndSkin = (bytes: string) => hex(`33000000${bytes}`);
  const chat = (message: string) => decodeFromServer(encode({ type: 'chat', carId: 0, message }));

  it('with one byte per character is UTF-8, or Latin-1 if it is not valid UTF-8', () => {
    expect(decodeFromServer(modelAndSkin('05c3a97461740161'))).toMatchObject({ carModel: 'état', carSkin: 'a' });
    expect(decodeFromServer(modelAndSkin('04e97461740161'))).toMatchObject({ carModel: 'état', carSkin: 'a' });
  });

  it('with four bytes per character is cut after 255 characters, with an emoji as one', () => {
    expect(chat('🏁'.repeat(300))).toEqual({ type: 'chat', carId: 0, message: '🏁'.repeat(255) });
  });

  it('may have half an emoji replaced, and is still decoded', () => {
    expect(chat('a\ud83cb')).toEqual({ type: 'chat', carId: 0, message: 'a\ufffdb' });
  });

  it('with one byte per character is cut after 255 bytes, never inside a character', () => {
    const packet = { type: 'newConnection', driverName: '', driverGuid: '', carId: 0, carSkin: '' } as const;
    expect(decodeFromServer(encode({ ...packet, carModel: 'é'.repeat(200) }))).toMatchObject({
      carModel: 'é'.repeat(127),
    });
  });
});

describe('encoding a packet', () => {
  const row = { carId: 1, timeMs: 1, laps: 1 };
  const lap = { type: 'lapCompleted', carId: 1, lapTimeMs: 1, cuts: 0, gripLevel: 1 } as const;
  const update: FromServer = {
    type: 'carUpdate',
    carId: 0,
    pos: [0, 0, 0],
    velocity: [0, 0, 0],
    gear: 1,
    rpm: 0,
    normalizedSplinePos: 0,
  };
  const refused: [Packet, string][] = [
    [{ type: 'kickUser', carId: 256 }, 'kickUser: carId must be a whole number from 0 to 255, not 256'],
    [{ type: 'getCarInfo', carId: -1 }, 'getCarInfo: carId must be a whole number from 0 to 255, not -1'],
    [{ type: 'getCarInfo', carId: 1.5 }, 'getCarInfo: carId must be a whole number from 0 to 255, not 1.5'],
    [
      { type: 'realtimePosInterval', intervalMs: 65536 },
      'realtimePosInterval: intervalMs must be a whole number from 0 to 65535, not 65536',
    ],
    [{ type: 'ping', pluginTime: 0.5 }, 'ping: pluginTime must be a whole number that is exact, not 0.5'],
    [{ ...update, pos: [0, Number.NaN, 0] }, 'carUpdate: pos must be a finite float32, not NaN'],
    [{ ...update, normalizedSplinePos: 1e39 }, 'carUpdate: normalizedSplinePos must be a finite float32, not 1e+39'],
    [
      {
        ...lap,
        leaderboard: [
          { ...row, completed: 1 },
          { ...row, completed: null },
        ],
      },
      'lapCompleted: completed must be a whole number from 0 to 1, not NaN',
    ],
    [
      { ...lap, leaderboard: Array.from({ length: 256 }, () => ({ ...row, completed: 1 as const })) },
      'lapCompleted: leaderboard must be a whole number from 0 to 255, not 256',
    ],
  ];

  it.each(refused)('refuses a value that its field cannot hold: $0.type', (packet, message) => {
    expect(messageOf(() => encode(packet))).toBe(message);
    expect(() => encode(packet)).toThrow(RangeError);
  });

  it('refuses a packet with a misspelled field', () => {
    const kick: FromPlugin = { type: 'kickUser', carId: 3 };
    // @ts-expect-error there is no such field
    const wrong: FromPlugin = { type: 'kickUser', carID: 3 };
    expect(encode(kick).toString('hex')).toBe('ce03');
    expect(() => encode(wrong)).toThrow('kickUser: carId must be a whole number from 0 to 255, not undefined');
  });
});

/** Checks all cuts of a datagram in one expectation: tens of thousands of them take longer than the decoding. */
function expectEveryCutRefused(vector: Vector): void {
  const refusal = cutMessage(vector.decoded);
  const wrong: string[] = [];
  for (let length = 1; length < vector.datagram.length; length++) {
    const cut = vector.datagram.subarray(0, length);
    if (cut.equals(PREFIX_SENT)) continue;
    const message = messageOf(() => decode(vector, cut));
    if (!refusal.test(message)) wrong.push(`${vector.name} cut to ${length}: ${message}`);
  }
  expect(wrong).toEqual([]);
}

/** The only prefix that a real program sends. */
const PREFIX_SENT = hex('cc');

/** Cut datagrams end inside a field. Only AssettoServer's wide weather can look complete before its end. */
function cutMessage(packet: Packet): RegExp {
  const fields = Object.keys(packet).map((field) => (field === 'type' ? 'protocolVersion' : field));
  return new RegExp(`^${packet.type}: (datagram ends inside (${fields.join('|')})|weatherGraphics contains NUL)$`);
}

function messageOf(task: () => unknown): string {
  try {
    task();
  } catch (error) {
    if (error instanceof PacketError || error instanceof RangeError) return error.message;
    throw error;
  }
  return 'accepted';
}

function carUpdateWith(numbers: readonly (readonly number[])[]): Buffer {
  const datagram = Buffer.alloc(33);
  datagram.writeUInt8(53);
  for (const [offset = 0, value = 0] of numbers) datagram.writeFloatLE(value, offset);
  return datagram;
}
