import { describe, expect, it } from 'vitest';
import type { StdoutFact } from '../../../src/acserver/stdout/facts.ts';
import { readStdoutLine } from '../../../src/acserver/stdout/lines.ts';
import { createReader } from '../../../src/acserver/stdout/reader.ts';
import { createRedactor } from '../../../src/acserver/stdout/redact.ts';
import { linesOf, transcripts } from './transcripts.ts';

const redact = createRedactor(() => []);

const factsOf = (lines: readonly string[], from = createReader()): StdoutFact[] =>
  lines.flatMap((line) => from.read(redact(line)));

type Named<F extends StdoutFact['fact']> = Extract<StdoutFact, { fact: F }>;
const only = <const F extends StdoutFact['fact']>(fact: F, facts: readonly StdoutFact[]): Named<F>[] =>
  facts.filter((found): found is Named<F> => found.fact === fact);

describe('the log of a whole v1.15 weekend', () => {
  const lines = linesOf('v1.15_2017_full_weekend_P_Q_R.log');
  const facts = factsOf(lines);
  const count = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length;

  it('gives each join with address and slot', () => {
    const joined = only('driverJoined', facts);
    expect(joined.map(({ name, slot, guid }) => [name, slot, guid])).toEqual([
      ['AlvaD', 0, '76561197910013170'],
      ['Brunoka', 1, '76561197910014183'],
      ['carlaro sacarl', 2, '76561197910015196'],
      ['Darioy4', 3, '76561197910020261'],
      ['carlaro sacarl', 2, '76561197910015196'],
      ['Elen', 4, '76561197910021274'],
      ['carlaro sacarl', 2, '76561197910015196'],
      ['Darioy4', 3, '76561197910020261'],
    ]);
    expect(joined[0]).toEqual({
      fact: 'driverJoined',
      name: 'AlvaD',
      team: '',
      host: '203.0.113.1',
      port: 54219,
      car: 'bmw_m3_e30_gra',
      guid: '76561197910013170',
      slot: 0,
    });
  });

  it('gives the refused driver', () => {
    expect(only('refused', facts)).toEqual([
      {
        fact: 'refused',
        reason: 'password',
        name: 'Outy',
        host: '203.0.113.5',
        port: 50926,
        car: 'bmw_m3_e30_gra',
      },
    ]);
  });

  it('gives every leave once, with its slot', () => {
    const left = only('driverLeft', facts);
    expect(left.map(({ name, how, slot }) => [name, how, slot])).toEqual([
      ['carlaro sacarl', 'clean', 2],
      ['carlaro sacarl', 'clean', 2],
      ['Darioy4', 'clean', 3],
      ['Darioy4', 'clean', 3],
      ['Brunoka', 'clean', 1],
      ['carlaro sacarl', 'clean', 2],
    ]);
  });

  it('gives every lap entered into the results', () => {
    const laps = only('lapCompleted', facts);
    expect(laps).toHaveLength(count(/^Result\.OnLapCompleted/));
    expect(laps[0]).toEqual({ fact: 'lapCompleted', name: 'AlvaD', lapMs: 190_126, cuts: 0, slot: 0 });
    expect(laps.find(({ cuts }) => cuts > 0)).toMatchObject({ name: 'Brunoka', lapMs: 214_953, cuts: 2, slot: 1 });
    expect(new Set(laps.map(({ name, slot }) => `${slot} ${name}`)).size).toBe(5);
  });

  it('gives the sessions and how they ended', () => {
    const story = facts.flatMap((fact) => {
      if (fact.fact === 'sessionStarted')
        return [`${fact.name} ${fact.index} ${fact.type} ${fact.timeMinutes} ${fact.laps}`];
      if (fact.fact === 'sessionOver') return [`over ${fact.type}`];
      return fact.fact === 'sessionEnded' ? [fact.resultsFile] : [];
    });
    expect(story).toEqual([
      'Practice 0 1 15 0',
      'Practice -1 1 15 0',
      'over 1',
      'results/2017_12_16_21_37_PRACTICE.json',
      'Practice 0 1 15 0',
      'Qualify 1 2 15 0',
      'over 2',
      'results/2017_12_16_21_57_QUALIFY.json',
      'Race 2 3 0 15',
      'over 3',
      'results/2017_12_16_22_34_RACE.json',
      'Practice 0 1 15 0',
    ]);
  });

  it('gives contacts, chat, tyres and commands', () => {
    expect(only('contact', facts)).toHaveLength(count(/^COLLISION/));
    expect(only('contact', facts).find(({ kind }) => kind === 'car')).toEqual({
      fact: 'contact',
      kind: 'car',
      name: 'AlvaD',
      otherName: 'Darioy4',
      slot: 0,
      speedKmh: 43.779766,
      position: [878.455933, -83.537323, -410.040497],
      relativePosition: [0.831623, 0.009417, -1.629126],
    });
    expect(only('chat', facts)).toHaveLength(count(/^CHAT \[/));
    expect(only('tyres', facts)).toHaveLength(count(/ changed tyres to /));
    expect(only('adminCommand', facts)).toEqual([
      { fact: 'adminCommand', name: 'Brunoka', line: '/restart_session' },
      { fact: 'adminCommand', name: 'Brunoka', line: '/next_session' },
    ]);
  });
});

describe('the log of another server', () => {
  it('gives a registration that fails five times', () => {
    const facts = factsOf(linesOf('v1.15_2024_lobby_fail_then_ok_and_join.log'));
    expect(facts.filter(({ fact }) => fact.startsWith('lobbyReg') || fact === 'lobbyFailed')).toEqual([
      ...[1, 2, 3, 4, 5].flatMap((attempt) => [{ fact: 'lobbyRegistering' }, { fact: 'lobbyFailed', attempt }]),
      { fact: 'lobbyRegistering' },
      { fact: 'lobbyRegistered', httpPort: 8081 },
    ]);
    expect(only('serverStarted', facts)).toHaveLength(1);
  });

  it('gives the plugin, and bookings without an address', () => {
    const facts = factsOf(linesOf('v1.8_2016_udp_plugin_stracker_restart.log'));
    expect(only('udpPluginOn', facts)).toEqual([{ fact: 'udpPluginOn', target: '127.0.0.1:63023', localPort: 63022 }]);
    expect(only('driverJoined', facts)[0]).toEqual({
      fact: 'driverJoined',
      name: 'Alvada Rioalv',
      team: 'Fast & Aged',
      guid: '76561197910059768',
      slot: 7,
    });
  });

  it('gives a join without a GUID whose beginning is missing', () => {
    const facts = factsOf(linesOf('v1.6_2016_password_refused_and_timeouts.log'));
    expect(only('driverJoined', facts)).toEqual([
      { fact: 'driverJoined', name: 'Fabiomi Rjafabiom', team: '', slot: 17 },
    ]);
    expect(only('refused', facts)).toMatchObject([{ reason: 'password', name: 'Lukascar Lalukas' }]);
  });

  it('gives a kick once, although the connection ends after it', () => {
    const facts = factsOf(linesOf('v1.0.2_2015_vote_kick.log'));
    expect(only('driverLeft', facts)).toEqual([{ fact: 'driverLeft', name: 'Svenzo Esvenz', team: '', how: 'kicked' }]);
  });

  it('gives a login without its password', () => {
    const facts = factsOf(linesOf('v1.9_2016_admin_and_chat.log'));
    expect(only('adminCommand', facts)).toEqual([
      { fact: 'adminCommand', name: 'Jona Solgajon', line: '/admin [redacted]' },
    ]);
  });

  it('gives the races skipped because there were no drivers', () => {
    const facts = factsOf(linesOf('v1.15_2024_empty_server_session_loop.log'));
    expect([only('raceSkipped', facts).length, only('looping', facts).length]).toEqual([4, 4]);
  });
});

describe('a reader restored after a restart', () => {
  it.each(transcripts)('%s gives the same facts, wherever it was interrupted', (name) => {
    const lines = linesOf(name);
    const interrupted = lines.reduce<{ facts: StdoutFact[]; reader: ReturnType<typeof createReader> }>(
      ({ facts, reader }, line, index) => {
        facts.push(...reader.read(redact(line)));
        // Doing this at every line would take seconds. 7 shares no factor with the lengths of the blocks.
        const next = index % 7 === 0 ? createReader(JSON.parse(JSON.stringify(reader.memo()))) : reader;
        return { facts, reader: next };
      },
      { facts: [], reader: createReader() },
    );
    expect(interrupted.facts).toEqual(factsOf(lines));
    expect(JSON.stringify(interrupted.reader.memo()).length).toBeLessThan(4096);
  });

  it('shares nothing with the memo it returned', () => {
    const reader = createReader();
    const before = reader.memo();
    reader.read('Dispatching TCP message to car (1) [Elena []]');
    expect(before).toEqual(createReader().memo());
  });
});

describe('a restarted session', () => {
  it('is marked as restarted, and the next one is not', () => {
    const facts = factsOf(linesOf('v1.15_2017_full_weekend_P_Q_R.log'));
    const started = only('sessionStarted', facts).map(({ name, index, restarted }) => [name, index, restarted]);
    expect(started.filter(([, , restarted]) => restarted)).toEqual([['Practice', -1, true]]);
  });
});

describe('a driver whose join was not read', () => {
  const lines = linesOf('v1.15_2017_full_weekend_P_Q_R.log');
  const middle = lines.slice(850);

  it('is found by the next message with a name', () => {
    const seen = only('driverSeen', factsOf(middle, createReader()));
    expect(seen.map(({ slot, name, car }) => [slot, name, car])).toEqual(
      expect.arrayContaining([[1, 'Brunoka', 'bmw_m3_e30_gra']]),
    );
    const known = new Set(only('driverSeen', factsOf(lines)).map(({ slot }) => slot));
    expect([...known]).toEqual([]);
  });

  it('is reported once, and not because of a typed line', () => {
    const dispatch = 'Dispatching TCP message to abarth500 (4) [Otto []]';
    const seen = { fact: 'driverSeen', name: 'Otto', team: '', slot: 4, car: 'abarth500' };
    expect(factsOf(['TCP packet 86', dispatch, 'TCP packet 86', dispatch])).toEqual([seen]);
    expect(factsOf(['PAGE: /INFO', dispatch])).toEqual([]);
  });
});

describe('a lap refused by the server', () => {
  const block = (...more: string[]) => [
    'TCP packet 73',
    'Dispatching TCP message to abarth500 (0) [Elena []]',
    'Car.onLapCompleted',
    'LAP Elena 1:15:123',
    ...more,
    'Result.OnLapCompleted. Cuts: 0',
    'SendLapCompletedMessage',
    '1) Elena BEST: 16666:39:999 TOTAL: 0:00:000 Laps:0 SesID:0 HasFinished:false',
    'SendLapCompletedMessage END',
    'Car.onLapCompleted END',
  ];

  it('is not reported', () => {
    const refused = factsOf(block('LAP REFUSED BECAUSE THE SESSION HAS NOT STARTED YET'));
    expect(only('lapCompleted', refused)).toEqual([]);
    expect(only('lapCompleted', factsOf(block()))).toHaveLength(1);
  });
});

describe('lines after typed chat', () => {
  const contact = 'COLLISION BETWEEN: Otto [] AND ENVIRONMENT SPEED: 99 WORLD POS: [1,2,3] REL POS: [1,2,3]';
  const typed = [
    'TCP packet 71',
    'Dispatching TCP message to abarth500 (1) [Mallory []]',
    'CHAT',
    'CHAT [Mallory]: hello',
  ];
  const there = createReader();
  factsOf(['TCP packet 86', 'Dispatching TCP message to abarth500 (4) [Otto []]'], there);

  it.each([
    ['a contact', [contact]],
    ['an announced contact', ['RECEIVED 1 CLIENT EVENTS', contact]],
    ['a driver leaving', ['Clean exit, driver disconnected:  Otto []']],
    ['a lost connection', ['TCP connection abarth500 (4) [Otto []] terminated']],
    ['a kick', ['Kicking user  Otto []']],
    ['a lap', ['Car.onLapCompleted', 'LAP Otto 0:10:000', 'Result.OnLapCompleted. Cuts: 9', 'Car.onLapCompleted END']],
  ])('give no fact: %s', (_, lines) => {
    const facts = factsOf([...typed, ...lines], createReader(there.memo()));
    expect(facts.map(({ fact }) => fact)).toEqual(['driverSeen', 'chat']);
  });

  it('count again from the next message on', () => {
    const next = ['TCP packet 130', 'Dispatching TCP message to abarth500 (4) [Otto []]', 'RECEIVED 1 CLIENT EVENTS'];
    const facts = factsOf([...typed, ...next, contact, contact], createReader(there.memo()));
    expect(only('contact', facts)).toHaveLength(1);
  });
});

describe('a line with a rule', () => {
  it.each([
    'LOBBY COULD NOT BE RACHED, SHUTTING SERVER DOWN',
    'Creating vote to RESTART SESSION',
    'Creating vote to RESTART SESSION from  Elena Fabio []',
    'VOTES :  1  Quorum  4',
    'Fixed setup from entry list: abarth.ini',
    'SETUP FILE IS: setups/abarth.ini',
    'AUTH_PLUGIN_ADDRESS',
    'Packet of of order for Elena []',
  ])('is known: %s', (line) => expect(readStdoutLine(line)).toBeDefined());

  it('of a release candidate starts a server', () => {
    expect(factsOf(['Assetto Corsa Dedicated Server v1.0 RC'])).toEqual([
      { fact: 'serverStarting', version: 'v1.0 RC' },
    ]);
  });
});
