import { describe, expect, it } from 'vitest';
import type { StdoutFact } from '../../../src/acserver/stdout/facts.ts';
import { createReader } from '../../../src/acserver/stdout/reader.ts';

/** Names and words that look like lines of the server. */
const forged = [
  'CALLING http://198.51.100.1/lobby.ashx/register?name=x',
  'SENDING http://198.51.100.1/lobby.ashx/ping?session=1',
  'Registering to AC central server',
  'CONNECTED TO LOBBY',
  'CONNECTION TO LOBBY FAILED, ATTEMPT NUMBER  1',
  'ERROR,SERVER NOT REGISTERED WITH LOBBY - PLEASE RESTART',
  'OK',
  'Server started',
  'Assetto Corsa Dedicated Server v1.15',
  'Initialising UDP Plugin with target: 198.51.100.1:12002 on the local port 11002',
  'DRIVER: x [',
  'DRIVER: x [y]',
  'DRIVER ACCEPTED FOR CAR 7',
  'NEW PICKUP CONNECTION from  198.51.100.1:1',
  'NEW CONNECTION from <nil>',
  'VERSION 202',
  'GUID: 76561197900000099*',
  'REQUESTED CAR: forged*',
  'Looking for available slot by name for GUID 76561197900000099 forged',
  'Password check failed, client refused',
  'TCP connection <nil> terminated',
  'TCP connection forged (1) [Hugo []] terminated',
  'Clean exit, driver disconnected:  Hugo []',
  'Kicking user  Hugo []',
  'SERVERCHAT: Hugo checksum mismatch. Kicked',
  'LAP x 1:00:000',
  'Car.onLapCompleted',
  '1) Hugo BEST: 1:00:000 TOTAL: 1:00:000 Laps:1 SesID:1 HasFinished:true',
  'Hugo [] changed tyres to SV',
  'COLLISION BETWEEN: Hugo [] AND ENVIRONMENT SPEED: 99 WORLD POS: [1,2,3] REL POS: [1,2,3]',
  'CHAT',
  'CHAT [Hugo]: hello',
  'ADMIN COMMAND: /next_session received from Hugo []',
  'SENDING session name : forged',
  'SENDING session laps : 99',
  'RACE OVER PACKET',
  'Saving session json file: results/forged.json',
  'Session has 0 laps, will not save json',
  'Server looping',
  'panic: forged',
  'PAGE: /INFO',
  'Dispatching TCP message to forged (1) [Hugo []]',
  '44',
  '',
];

const joinBlock = (name: string, slot = 2): string[] => [
  'New connection from &{{2140241200}}',
  'SOCKET NO DELAY SET',
  'TCP packet 61',
  'ACP_REQUEST_CONNECTION via TCP',
  '',
  'NEW PICKUP CONNECTION from  203.0.113.9:27293',
  'VERSION 202',
  name,
  'REQUESTED CAR: bmw_m3_e30*',
  'ENTRY LIST OPEN MODE 1',
  'Looking for available slot by name for GUID 76561197900000001 bmw_m3_e30',
  'Looking for available slot',
  `Slot found at index ${slot}`,
  `ResetCarResults, index: ${slot}`,
  `DRIVER ACCEPTED FOR CAR ${slot}`,
  `DRIVER ACCEPTED FOR CAR ${name}`,
  'Tyre blankets: false',
  `Sending SESSION ID : ${slot}`,
  `DRIVER: ${name} [T]`,
];

/** A running server with one other driver in it. */
function running() {
  const reader = createReader();
  const read = (...lines: string[]): StdoutFact[] => lines.flatMap((line) => reader.read(line));
  read('Assetto Corsa Dedicated Server v1.15', 'Server started', ...joinBlock('Hugo', 1));
  return read;
}

const joined = (name: string): StdoutFact => ({
  fact: 'driverJoined',
  name,
  team: 'T',
  host: '203.0.113.9',
  port: 27293,
  car: 'bmw_m3_e30',
  guid: '76561197900000001',
  slot: 2,
});

describe('a driver whose name looks like a log line', () => {
  it.each(forged)('joins, drives and leaves under that name: %s', (name) => {
    const read = running();
    const active = ['TCP packet 80', `Dispatching TCP message to bmw_m3_e30 (2) [${name} [T]]`];
    expect(read(...joinBlock(name))).toEqual([joined(name)]);
    expect(read(...active, `${name} [T] changed tyres to SV`)).toEqual([{ fact: 'tyres', name, tyre: 'SV', slot: 2 }]);
    expect(read(...active, `${name} [T]  has finished`)).toEqual([]);
    expect(read('TCP packet 71', 'CHAT', `CHAT [${name}]: hello`)).toEqual([{ fact: 'chat', name, text: 'hello' }]);
    expect(read(...active, `Clean exit, driver disconnected:  ${name} [T]`, 'EOF')).toEqual([
      { fact: 'driverLeft', name, team: 'T', how: 'clean', slot: 2 },
    ]);
  });

  it.each(forged)('is refused under that name: %s', (name) => {
    const block = joinBlock(name).slice(0, 9);
    expect(running()(...block, 'Password check failed, client refused')).toEqual([
      { fact: 'refused', reason: 'password', name, host: '203.0.113.9', port: 27293, car: 'bmw_m3_e30' },
    ]);
  });

  it.each(forged)('drives laps under that name: %s', (name) => {
    const read = running();
    read(...joinBlock(name));
    expect(
      read(
        'TCP packet 73',
        `Dispatching TCP message to bmw_m3_e30 (2) [${name} [T]]`,
        'Car.onLapCompleted',
        `LAP ${name} 2:03:225`,
        'SPLIT COUNT: 3',
        `LAP WITH CUTS:${name}, 2 cuts, laptime 123225`,
        'Result.OnLapCompleted. Cuts: 2 ',
        'SendLapCompletedMessage',
        `1) ${name} BEST: 2:03:225 TOTAL: 2:03:225 Laps:1 SesID:2 HasFinished:false`,
        'Car.onLapCompleted END',
      ),
    ).toEqual([{ fact: 'lapCompleted', name, lapMs: 123_225, cuts: 2, slot: 2 }]);
  });
});

describe('chat that looks like a log line', () => {
  it.each(forged)('is only chat: %s', (text) => {
    expect(running()('TCP packet 71', 'CHAT', `CHAT [Hugo]: ${text}`)).toEqual([{ fact: 'chat', name: 'Hugo', text }]);
  });

  it.each([
    'CONNECTED TO LOBBY',
    'Server started',
    'LAP Hugo 0:01:000',
    'DRIVER: Hugo [x]',
    'CHAT [Elena]: I resign',
    'ADMIN COMMAND: /ban 1 received from Elena []',
    'Elena [] changed tyres to SV',
    'ERROR,SERVER NOT REGISTERED WITH LOBBY - PLEASE RESTART',
    'RESPONSE: OK,1,8081',
  ])('gives no further fact on a line of its own: %s', (line) => {
    expect(running()('TCP packet 71', 'CHAT', 'CHAT [Hugo]: hello', line)).toHaveLength(1);
  });

  it('is chat even if it begins with the name of the driver served last', () => {
    const read = running();
    read(...joinBlock('CHAT [Hugo]: I'), 'Dispatching TCP message to bmw_m3_e30 (2) [CHAT [Hugo]: I [T]]');
    expect(read('CHAT', 'CHAT [Hugo]: I [T] changed tyres to SV')).toEqual([
      { fact: 'chat', name: 'Hugo', text: 'I [T] changed tyres to SV' },
    ]);
  });

  it('sent by the plugin kicks nobody', () => {
    const text = 'Hugo checksum mismatch. Kicked';
    const read = running();
    expect(read(`UDP_PLUGIN: Broadcast chat MESSAGE: ${text}`, `SERVERCHAT: ${text}`)).toEqual([]);
    expect(read(`SERVERCHAT: ${text}`)).toEqual([
      { fact: 'driverLeft', name: 'Hugo', team: 'T', how: 'kicked', slot: 1 },
    ]);
  });
});

describe('admin commands', () => {
  const command = (line: string) => ['TCP packet 71', 'CHAT', `ADMIN COMMAND: ${line}`];

  it('belong to the driver who typed them, not to one named in them', () => {
    const read = running();
    expect(read(...command('/kick x received from Eve [] received from Hugo [T]'))).toEqual([
      { fact: 'adminCommand', name: 'Hugo', line: '/kick x received from Eve []' },
    ]);
  });

  it('belong to a driver whose name looks like the end of a command', () => {
    const read = running();
    const name = '/x received from Hugo';
    read(...joinBlock(name));
    expect(read(...command(`/help received from ${name} [T]`))).toEqual([
      { fact: 'adminCommand', name, line: '/help' },
    ]);
  });

  it('count only after the chat marker', () => {
    expect(running()('ADMIN COMMAND: /next_session received from Hugo [T]')).toEqual([]);
  });
});

describe('the block of lines for a join', () => {
  it('can be interrupted by a web request between the version and the name', () => {
    const lines = joinBlock('Elena');
    lines.splice(7, 0, 'PAGE: /INFO', 'REQ');
    expect(running()(...lines)).toEqual([joined('Elena')]);
  });

  it('gives the slot from its number, not from a driver with a number as a name', () => {
    expect(running()(...joinBlock('3'))).toEqual([joined('3')]);
  });

  it.each([['TCP connection <nil> terminated'], ['NEW PICKUP CONNECTION from  203.0.113.10:1']])(
    'is a refusal if it stops after the search and this follows: %s',
    (line) => {
      const facts = running()(...joinBlock('Elena').slice(0, 12), line);
      expect(facts).toMatchObject([{ fact: 'refused', reason: 'noSlot', name: 'Elena', guid: '76561197900000001' }]);
    },
  );

  it('is needed: a DRIVER line alone gives no join', () => {
    expect(running()('DRIVER: Elena [T]')).toEqual([]);
  });
});

describe('leaving drivers and namesakes', () => {
  const names = [...joinBlock('Ann', 3), ...joinBlock('Ann', 4)];

  it('leave once each, even with equal names', () => {
    const read = running();
    read(...names);
    const leave = (slot: number) => [
      'TCP packet 67',
      `Dispatching TCP message to bmw_m3_e30 (${slot}) [Ann [T]]`,
      'Clean exit, driver disconnected:  Ann [T]',
      `TCP connection bmw_m3_e30 (${slot}) [Ann [T]] terminated`,
    ];
    const facts = read(...leave(3), ...leave(4), 'Connection is now closed for Ann [T]');
    expect(facts).toMatchObject([
      { fact: 'driverLeft', slot: 3 },
      { fact: 'driverLeft', slot: 4 },
    ]);
  });

  it('leave only once if their last message is handled late', () => {
    const read = running();
    read('Clean exit, driver disconnected:  Hugo [T]');
    const late = ['TCP packet 88', 'Dispatching TCP message to bmw_m3_e30 (1) [Hugo [T]]'];
    expect(read(...late, 'TCP connection bmw_m3_e30 (1) [Hugo [T]] terminated')).toEqual([]);
  });

  it('leave without a slot if it could be either of two namesakes', () => {
    const read = running();
    read(...names, 'TCP packet 88');
    expect(read('Driver disconnected for timeout:  Ann [T]')).toEqual([
      { fact: 'driverLeft', name: 'Ann', team: 'T', how: 'timeout' },
    ]);
  });

  it('have their laps told apart by the leaderboard', () => {
    const read = running();
    const row = (slot: number, laps: number) =>
      `${slot}) Ann BEST: 1:00:000 TOTAL: 1:00:000 Laps:${laps} SesID:${slot} HasFinished:false`;
    read(...names, 'TCP packet 88', row(3, 4), row(4, 4));
    const lap = ['Car.onLapCompleted', 'LAP Ann 1:00:000', 'Result.OnLapCompleted. Cuts: 0'];
    expect(read(...lap, row(3, 4), row(4, 5), 'Car.onLapCompleted END')).toMatchObject([
      { fact: 'lapCompleted', slot: 4 },
    ]);
    expect(read(...lap, row(3, 5), row(4, 6), 'Car.onLapCompleted END')).toEqual([
      { fact: 'lapCompleted', name: 'Ann', lapMs: 60_000, cuts: 0 },
    ]);
  });
});

describe('the lobby in the log', () => {
  const ping = 'SENDING http://93.57.10.21/lobby.ashx/ping?session=1&timeleft=600&port=9600';
  const complaint = 'ERROR,SERVER NOT REGISTERED WITH LOBBY - PLEASE RESTART';

  it('is lost if it no longer knows the server', () => {
    expect(running()(ping, complaint)).toEqual([
      { fact: 'lobbyReply', ok: false, text: complaint },
      { fact: 'lobbyLost', answer: complaint },
    ]);
  });

  it('is lost even if the OK of a join came first', () => {
    expect(running()(ping, 'OK', complaint)).toMatchObject([{ ok: true }, { ok: false }, { fact: 'lobbyLost' }]);
  });

  it('gives no reply without a heartbeat', () => {
    expect(running()('OK', complaint)).toEqual([]);
  });

  it('is connected even if the line continues with other text', () => {
    expect(running()('Registering to AC central server', 'CONNECTED TO LOBBYServer looping')).toEqual([
      { fact: 'lobbyRegistering' },
      { fact: 'lobbyRegistered' },
      { fact: 'looping' },
    ]);
  });
});

describe('a crash of the server', () => {
  it('is reported once, with its first line', () => {
    const facts = running()('panic: runtime error: index out of range', '', 'goroutine 1 [running]:', 'main.main()');
    expect(facts).toEqual([{ fact: 'crashed', text: 'panic: runtime error: index out of range' }]);
  });

  it('is forgotten at the next start', () => {
    const read = running();
    read('panic: x');
    expect(read('Assetto Corsa Dedicated Server v1.15', 'Server started', 'panic: y')).toMatchObject([
      { fact: 'serverStarting' },
      { fact: 'serverStarted' },
      { fact: 'crashed', text: 'panic: y' },
    ]);
  });
});
