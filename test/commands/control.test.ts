import { beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { caller, worldOf } from '../command/world.ts';
import { answered, type Controlled, controlled } from '../fakes/controlled.ts';

const billy = { guid: '99999999999999999', name: 'Billy' };
const mark = { guid: '76561198102064903', name: 'Mark Hannon 40' };

let rig: Controlled;
beforeEach(async () => {
  rig = await controlled('kunos');
  rig.game.join(4, billy);
  rig.game.join(5, mark);
});

describe('a message to a driver', () => {
  it.each([
    ['pm Billy "How are you doing today?"', '4: Stig: How are you doing today?'],
    ['direct 4 How are you doing today?', '4: Stig: How are you doing today?'],
    ['pm Mark Hannon 40 box now', '5: Stig: box now'],
    ['pm 99999999999999999 “Grüße”', '4: Stig: "Grusse"'],
    ['pm Billy /kick 5', '4: Stig: /kick 5'],
  ])('is sent: %s', async (line, chat) => {
    expect(answered(await rig.say(line))).toMatch(/^Sent to /);
    expect(rig.game.chat).toEqual([chat]);
  });

  it('is split into numbered parts if long', async () => {
    await rig.say(`pm Billy ${'slow down '.repeat(10).trim()}`);
    expect(rig.game.chat).toHaveLength(2);
    expect(rig.game.chat[0]).toMatch(/^4: \(1\/2\) Stig: slow down/);
  });

  it.each([
    ['pm Billy', 'message is missing.'],
    ['pm', 'driver is missing: a name, car ID or GUID.'],
    ['pm Bil hello', /^Nobody called "Bil" is on the server\./],
    ['pm Billy 🦄', 'None of that can be shown in the game chat.'],
    [`pm Billy ${'x '.repeat(2000)}`, /^That is \d+ lines in the game chat; the maximum is 10\.$/],
    ['say', 'message is missing.'],
    ['say \u0000\u202E', 'None of that can be shown in the game chat.'],
    [`say ${'lorem ipsum '.repeat(300)}`, /the maximum is 10\.$/],
  ])('%s is refused', async (line, sentence) => {
    const text = answered(await rig.say(line));
    expect(text).toMatch(/^refused: /);
    const said = text.replace('refused: ', '');
    if (typeof sentence === 'string') expect(said).toBe(sentence);
    else expect(said).toMatch(sentence);
    expect(rig.game.chat).toEqual([]);
  });
});

describe('the admin password', () => {
  it('is never sent to the game, not even in two halves', async () => {
    await rig.say('say the password is hunter2');
    await rig.say(`pm Billy ${'x'.repeat(50)} hunter2 ${'x'.repeat(20)}`);
    expect(rig.game.chat.join(' ')).toContain('[redacted]');
    expect(rig.game.chat.join(' ')).not.toMatch(/hunter|ter2/);
  });
});

describe('hostile input', () => {
  const words = [
    '',
    '99',
    '-1',
    '4.0',
    '0x4',
    '\u0000',
    '"',
    '💥'.repeat(300),
    'x'.repeat(10_000),
    '__proto__',
    'Bill',
    '4;5',
  ];

  it.each(['kick', 'force_kick', 'ban', 'unban', 'ballast', 'restrictor'])('has no effect with %s', async (command) => {
    for (const word of words) {
      expect(answered(await rig.say(`${command} ${word}`))).toMatch(/^refused: .{1,400}$/s);
    }
    expect(rig.game.orders).toEqual([]);
    expect(rig.drivers.actions.bans()).toEqual([]);
  });

  it.each(['ballast', 'restrictor'])('is not an amount for %s', async (command) => {
    for (const word of words.filter((each) => each !== '99')) {
      expect(answered(await rig.say(`${command} Billy ${word}`))).toMatch(/^refused: /);
    }
    expect(rig.game.orders).toEqual([]);
  });

  it.each(['client_list', 'next_session', 'next_weather'])('is an unexpected word for %s', async (command) => {
    expect(answered(await rig.say(`${command} now`))).toBe('refused: Unexpected "now" at the end.');
  });

  it('is no penalty for restart_session, and nothing is restarted', async () => {
    for (const word of ['now', 'P-1', '-1', '"all of it"']) {
      expect(answered(await rig.say(`restart_session ${word}`))).toMatch(
        /^refused: ".*" is not a penalty this race could carry over: there are none\.$/,
      );
    }
    expect(rig.game.orders).toEqual([]);
  });

  it('is only text as a reason', async () => {
    await rig.say('kick Billy /admin hunter2');
    expect(rig.game.chat).toEqual(['4: You are being kicked: /admin [redacted]']);
    expect(rig.game.orders).toEqual(['kickUser']);
  });

  it('is refused in a named value', async () => {
    const { dispatcher } = worldOf(commands);
    const outcome = await dispatcher.dispatch({
      line: 'ban',
      named: { driver: '76561198000000001', duration: 'two weeks' },
      caller: caller('admin'),
    });
    expect(outcome).toEqual({
      kind: 'failed',
      isInput: true,
      sentence: '"two weeks" does not fit duration: How long, such as 30m, 2h or 7d (permanent if left out).',
    });
  });
});

describe('a driver name that ends in a number', () => {
  it('does not take the number that follows it', async () => {
    await rig.say('ballast Mark Hannon 40 30');
    expect(rig.game.ballast.get(5)).toBe(30);
    await rig.say('restrictor "mark hannon 40" 12');
    expect(rig.game.restrictor.get(5)).toBe(12);
  });
});

describe('an event that waits for its turn', () => {
  it.each([
    ['next_session', 'Next session: Race.'],
    ['restart_session', 'Session restarted: Qualify.'],
  ])('is stored before %s is answered, so that the answer has the new session', async (line, answer) => {
    rig.game.begin(1);
    Object.assign(rig.clock, { isTurnSpent: () => true });
    let isKept = false;
    rig.feed.bus.live(({ type }) => {
      isKept ||= type === 'sessionStarted' || type === 'sessionAdjusted';
    });
    const outcome = rig.say(line).then((done) => [answered(done), isKept]);
    expect(await outcome).toEqual([answer, true]);
  });
});

describe('on Discord a question comes first', () => {
  it('if a race would end', async () => {
    rig.game.begin(2);
    expect(answered(await rig.ask('next_session'))).toBe(
      'asked: End the current session on Friday GT3? Race is live with 2 drivers connected, leader on lap 1. The race will end here.',
    );
    expect(rig.game.orders).toEqual([]);
  });

  it('but not if nothing would be lost', async () => {
    expect(answered(await rig.ask('next_session'))).toBe('Next session: Qualify.');
  });

  it('if the game server would end', async () => {
    const once = await controlled('kunos', { loopMode: false });
    once.game.begin(2);
    expect(answered(await once.ask('ksns'))).toMatch(
      /LOOP_MODE is off: the game server will stop and everyone will be disconnected\.$/,
    );
    once.game.isDeaf = true;
    expect(answered(await once.say('ksns'))).toBe(
      'Sent. It is the last session: without LOOP_MODE the game server stops after it.',
    );
  });

  it('before a session is restarted', async () => {
    expect(answered(await rig.ask('ksrs'))).toBe(
      'asked: Restart the current session on Friday GT3? Practice is live with 2 drivers connected. All laps so far will be lost.',
    );
  });

  it.each(['next_session', 'restart_session'])('but not after the server has stopped: %s', async (line) => {
    rig.feed.notice({ type: 'serverStopped', expected: true, lastLines: [] });
    expect(answered(await rig.ask(line))).toBe('refused: main is not running, or sends no UDP data: nothing was sent.');
  });

  it('and each order is audited with its caller', async () => {
    await rig.say('kick Billy blocking');
    expect(rig.audit.at(-1)).toMatchObject({
      command: 'kick',
      outcome: 'done',
      args: { driver: { guid: billy.guid, carId: 4 }, reason: 'blocking' },
      caller: { name: 'Stig' },
    });
  });
});
