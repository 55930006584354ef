import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Caller, Role } from '../../src/command/caller.ts';
import { plain } from '../../src/kit/sentence.ts';
import { caller, driver, fakeServer, worldOf } from '../command/world.ts';
import { fakeControl } from '../fakes/control.ts';
import { fakePenalties } from '../fakes/penalties.ts';
import { fakeResults } from '../fakes/results.ts';
import { anyCharacter } from '../strings.ts';

const ADA = { guid: '76561198000000001', carId: 0, name: 'Ada Quick' };

function world(role: Role = 'steward', more: Partial<Caller> = {}) {
  const [penalties, results, control] = [fakePenalties(), fakeResults(), fakeControl()];
  const { server } = fakeServer('gt3', {
    penalties,
    results,
    control,
    drivers: () => [driver(), driver({ carId: 7, guid: '76561198000000007', name: '20' })],
  });
  const { dispatcher, audit } = worldOf(commands, [server]);
  const say = (line: string) => dispatcher.dispatch({ line, caller: caller(role, more) });
  const ask = (line: string) => dispatcher.dispatch({ line, caller: caller(role, more), canAsk: true });
  return { dispatcher, say, ask, asked: penalties.asked, results: results.asked, kicked: () => control.done, audit };
}

const by = (reason?: string) => ({ by: 'The steward', byId: 'discord:the-steward', reason });

describe('the answer to a penalty command', () => {
  it.each([
    'penalty give Ada Quick time 5',
    'penalty clear 17',
    'penalty served 17',
    'penalty not_served 17',
    'warn Ada Quick',
  ])('is private, as everybody reads the notice anyway: %s', (line) => {
    expect(world().dispatcher.isPrivate(line, 'steward')).toBe(true);
  });
});

describe('penalty give', () => {
  it.each([
    ['Ada Quick ballast 20 3 contact in turn 1', { type: 'ballast', amount: 20, laps: 3 }, 'contact in turn 1'],
    ['0 ballast 20 pushing', { type: 'ballast', amount: 20 }, 'pushing'],
    ['76561198000000001 time 5', { type: 'time', amount: 5 }, undefined],
    ['Ada Quick drive-through', { type: 'drive-through' }, undefined],
    ['Ada Quick DRIVE-THROUGH 2 "3 cars hit"', { type: 'drive-through', amount: 2 }, '3 cars hit'],
    ['Ada Quick stop-and-go 10 3 jump start', { type: 'stop-and-go', amount: 10, laps: 3 }, 'jump start'],
    ['Ada Quick reprimand for the start', { type: 'reprimand' }, 'for the start'],
    ['Ada Quick grid 3 brake test', { type: 'grid', amount: 3, grid: undefined }, 'brake test'],
    ['Ada Quick grid 3 NEXT-EVENT brake test', { type: 'grid', grid: { on: 'next event' } }, 'brake test'],
    ['Ada Quick grid 3 next-race', { type: 'grid', grid: { on: 'next race' } }, undefined],
    ['Ada Quick grid 3 race:Sprint', { type: 'grid', grid: { on: 'next race', race: 'Sprint' } }, undefined],
    [
      'Ada Quick grid 3 "next-event race: Long Race" why',
      { type: 'grid', grid: { on: 'next event', race: 'Long Race' } },
      'why',
    ],
    ['Ada Quick time 5 S-12 contact', { type: 'time', amount: 5, session: 12 }, 'contact'],
    ['Ada Quick grid 3 s12 next-event contact', { type: 'grid', session: 12, grid: { on: 'next event' } }, 'contact'],
    ['Ada Quick time 5 s-curve cut', { type: 'time', session: undefined }, 's-curve cut'],
    // A reason may begin with "next".
    ['Ada Quick grid 3 next time he is banned', { type: 'grid', grid: undefined }, 'next time he is banned'],
    ['Ada Quick grid 3 race: no name', { type: 'grid', grid: undefined }, 'race: no name'],
    ['Ada Quick grid 3 "next-year"', { type: 'grid', grid: undefined }, 'next-year'],
    // Only the names of its own parameters are refused in a reason, and no words in quotes.
    ['Ada Quick time 5 T1: late, time:12:30', { type: 'time', amount: 5, laps: undefined }, 'T1: late, time:12:30'],
    ['Ada Quick time 5 laps: too many', { type: 'time', amount: 5, laps: undefined }, 'laps: too many'],
    ['Ada Quick time 5 he said "laps:3"', { type: 'time', amount: 5, laps: undefined }, 'he said "laps:3"'],
    ['Ada Quick ballast 5 points:2 late', { type: 'ballast', amount: 5, points: 2 }, 'late'],
    ['ada quick disqualification unfair', { type: 'disqualification' }, 'unfair'],
    ['"Ada Quick" kick', { type: 'kick' }, undefined],
  ])('reads %s', async (line, order, reason) => {
    const { say, asked } = world();
    expect(await say(`penalty give ${line}`)).toMatchObject({ kind: 'done', answer: { kind: 'penalty' } });
    const [verb, accused, given, giver] = asked[0] ?? [];
    expect([verb, given, giver]).toEqual(['give', expect.objectContaining(order), by(reason)]);
    expect(accused).toMatchObject(ADA);
  });

  it.each([
    ['', 'driver is missing: a name, car ID or GUID.'],
    ['Ada Quick', 'type is missing.'],
    ['Ada', /^Nobody called "Ada" is on the server/],
    ['Nobody time 5', /^Nobody called "Nobody" is on the server/],
    ['Ada Quick exile', /^type must be one of reprimand, .*, not "exile"\.$/],
    ['Ada Quick ballast 5001', 'amount must be a whole number from 1 to 5000, not "5001".'],
    ['Ada Quick ballast -1', 'amount must be a whole number from 1 to 5000, not "-1".'],
    ['Ada Quick ballast 20kg', 'amount must be a whole number from 1 to 5000, not "20kg".'],
    ['Ada Quick ballast 1e3', 'amount must be a whole number from 1 to 5000, not "1e3".'],
    ['Ada Quick ballast 20 999', 'laps must be a whole number from 1 to 200, not "999".'],
    ['Ada Quick time 5 laps:3', 'A time penalty takes no laps.'],
    ['Ada Quick time 5 cut turn 1 Laps:3', 'A time penalty takes no laps.'],
    ['Ada Quick warning amount:3', 'A warning takes no amount.'],
    ['Ada Quick time 5 grid:next-race', 'A time penalty takes no grid.'],
    [
      'Ada Quick ballast 5 laps:3 contact',
      'laps is typed before the reason, not in it; "help" shows how. Put "laps:3" in quotes if it belongs to the reason.',
    ],
    ['Ada Quick time 5 contact points:2', /^points is typed before the reason, not in it/],
    [
      'Ada Quick time 5 reason:contact',
      'reason is typed without its name. Put "reason:contact" in quotes if it belongs to the reason.',
    ],
    [
      'Ada Quick grid 3 next-year',
      'grid must be next-race, next-event or race:NAME, not "next-year". Put a reason that starts like this in quotes.',
    ],
    [`${'9'.repeat(4000)} time 5`, /^Nobody called "9+…" is on the server/],
    ['\u0000\u0007 time 5', /^Nobody called/],
  ])('refuses %j in one sentence', async (line, sentence) => {
    const { say, asked } = world();
    const outcome = await say(`penalty give ${line}`);
    expect(outcome.kind === 'failed' ? plain(outcome.sentence) : outcome).toMatch(sentence);
    expect(asked).toEqual([]);
  });

  it.each([
    ['incident decide 3 Bea racing-incident laps:3', '"racing-incident" takes no laps.'],
    ['incident replace D-18 grid 3 laps:3', 'A grid penalty takes no laps.'],
    ['incident answer D-18 changed withdrawn amount:5', '"withdrawn" takes no amount.'],
    ['kick Ada Quick driver:Bea', /^driver is typed before the reason/],
    ['say message:hello', /^message is typed without its name/],
  ])('nor does another command take the name of a parameter into its text: %s', async (line, sentence) => {
    const outcome = await world('admin').say(line);
    expect(outcome.kind === 'failed' ? plain(outcome.sentence) : outcome).toMatch(sentence);
  });

  it('asks only before a disqualification, if it can ask', async () => {
    const { ask, asked } = world();
    expect(await ask('penalty give Ada Quick disqualification unfair')).toMatchObject({
      kind: 'confirm',
      text: 'Disqualify Ada Quick from Race?',
    });
    expect(asked).toEqual([]);
    expect(await ask('penalty give Ada Quick time 5')).toMatchObject({ kind: 'done' });
    expect(await ask('incident decide 3 Bea disqualification')).toMatchObject({ kind: 'confirm' });
    expect(await ask('incident decide 3 Bea no-further-action')).toMatchObject({ kind: 'done' });
  });

  it('leaves a disqualified driver in the car, and sends them away by a second, confirmed step', async () => {
    const { ask, say, asked, kicked } = world();
    await say('penalty give Ada Quick disqualification unfair');
    expect(kicked()).toEqual([]);
    expect(await ask('penalty send_away P-17')).toMatchObject({
      kind: 'confirm',
      text: 'Send Ada Quick away? They can rejoin straight away (BLACKLIST_MODE=0).',
    });
    expect(kicked()).toEqual([]);
    expect(await say('penalty send_away 17')).toMatchObject({ kind: 'done', answer: { kind: 'note' } });
    expect(kicked()).toMatchObject([
      expect.stringMatching(/^kick .*76561198000000001.*disqualified, contact in turn 1/),
    ]);
    expect(asked.map(([verb]) => verb)).toEqual(['give', 'disqualified', 'disqualified']);
  });

  it('is not for drivers, nor are the other penalty commands', async () => {
    const { say, asked, audit } = world('driver');
    for (const line of ['give Ada Quick time 5', 'clear 17', 'served 17', 'not_served 17', 'list']) {
      expect(await say(`penalty ${line}`)).toMatchObject({ kind: 'failed' });
    }
    expect(await say('warn Ada Quick')).toMatchObject({ kind: 'failed' });
    expect(await say('results finalise')).toMatchObject({ kind: 'failed' });
    expect(asked).toEqual([]);
    expect(audit.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 7 }, () => 'denied'));
  });
});

describe('penalty give without an amount', () => {
  const fieldsFor = async (line: string, via: Caller['via'] = 'slash') => {
    const { say, asked } = world('steward', { via });
    const outcome = await say(`penalty give Ada Quick ${line}`);
    expect(asked).toEqual(outcome.kind === 'done' ? [expect.anything()] : []);
    return outcome.kind === 'input' ? outcome.form.fields.map(({ name, value }) => value || name) : outcome.kind;
  };

  it.each([
    ['time', ['amount', 'reason']],
    ['time "hit the car in front"', ['amount', 'hit the car in front']],
    ['ballast', ['amount', 'laps', 'reason']],
    ['stop-and-go jump start', ['amount', 'laps', 'jump start']],
    ['time S-12 late', ['amount', 'late']],
    ['grid next-event late', ['amount', 'late']],
    ['ballast S-12 late', ['amount', 'laps', 'late']],
    ['drive-through', 'done'],
    ['disqualification', 'done'],
    ['time 5', 'done'],
  ])('%s: asks for what is missing in a form that keeps the typed text', async (line, fields) => {
    expect(await fieldsFor(line)).toEqual(fields);
  });

  // The fakes know no amounts. What the real one says is tested with the real one.
  it.each(['socket', 'chat'] as const)('shows no form by %s', async (via) => {
    expect(await fieldsFor('time late', via)).toBe('done');
  });
});

describe('a penalty by its number', () => {
  it.each([
    ['penalty clear 17', ['clear', 17, by()]],
    ['penalty clear P-17 it was a racing incident', ['clear', 17, by('it was a racing incident')]],
    ['penalty served p17', ['served', 17, by()]],
    ['penalty not_served 17', ['notServed', 17, by()]],
  ])('is accepted: %s', async (line, asked) => {
    const opened = world();
    expect(await opened.say(line)).toMatchObject({ kind: 'done' });
    expect(opened.asked).toEqual([asked]);
  });

  it.each(['', '-1', '1.5', 'INC-17', 'P', '９', '99999999999', 'NaN', '17; drop'])(
    'is not read from %j',
    async (word) => {
      const { say, asked } = world();
      expect(await say(`penalty clear "${word}"`)).toMatchObject({ kind: 'failed' });
      expect(asked).toEqual([]);
    },
  );
});

describe('penalty list', () => {
  it.each([
    ['', {}],
    ['Ada Quick', { guid: ADA.guid }],
    ['76561198000000009', { guid: '76561198000000009' }],
    ['P-17', { before: 17 }],
    ['p-b17', { before: 2_000_017 }],
    ['Ada Quick P-30', { guid: ADA.guid, before: 30 }],
    ['0 30', { guid: ADA.guid, before: 30 }],
    ['20', { guid: '76561198000000007' }],
  ])('reads %j', async (words, wanted) => {
    const { say, asked } = world();
    expect(await say(`penalty list ${words}`)).toMatchObject({ kind: 'done' });
    expect(asked).toEqual([['page', { guid: undefined, before: undefined, ...wanted }]]);
  });

  it.each([
    ['P-17', 'There is none older than P-17.'],
    ['P-18', undefined],
  ])('says so if no penalty is older: %s', async (before, text) => {
    const outcome = await world().say(`penalty list ${before}`);
    expect(outcome).toMatchObject({ answer: text === undefined ? { kind: 'penalties' } : { kind: 'note', text } });
  });

  it.each([
    ['P-', /^Nobody called "P-" is on the server/],
    ['INC-17', /^Nobody called "INC-17" is on the server/],
    ['Ada Quick yesterday', /^before must be a number such as P-17, not "yesterday"\.$/],
    ['P-17 Ada Quick', /^Unexpected "Ada" at the end\.$/],
  ])('refuses %j', async (words, sentence) => {
    const { say, asked } = world();
    expect(await say(`penalty list ${words}`)).toMatchObject({
      kind: 'failed',
      sentence: expect.stringMatching(sentence),
    });
    expect(asked).toEqual([]);
  });
});

describe('a driver', () => {
  it('can see their own file if linked', async () => {
    const { say, asked } = world('driver', { guid: ADA.guid });
    expect(await say('me')).toMatchObject({
      kind: 'done',
      answer: { kind: 'penalties', of: 'caller', guid: ADA.guid, guids: false, incidents: [{ number: 3 }] },
    });
    expect(asked).toEqual([['fileOf', ADA.guid]]);
  });

  it('is told that the link is missing if not linked', async () => {
    expect(await world('driver').say('me')).toMatchObject({
      kind: 'failed',
      sentence: expect.stringContaining('Not linked to a driver yet'),
    });
  });

  it('can see the result of a session', async () => {
    const { say, results } = world('driver');
    expect(await say('results show 3')).toMatchObject({ answer: { kind: 'classification' } });
    expect(results).toEqual([['show', 3]]);
    expect(await say('results show three')).toMatchObject({ kind: 'failed' });
  });
});

test('no text makes a command fail unexpectedly', () => {
  const { say } = world();
  const verbs = fc.constantFrom(
    'penalty give',
    'penalty clear',
    'penalty served',
    'penalty list',
    'warn',
    'results show',
  );
  const anything = fc.string({ unit: anyCharacter, maxLength: 200 });
  return fc.assert(
    fc.asyncProperty(verbs, anything, async (verb, words) => {
      const outcome = await say(`${verb} ${words}`);
      expect(outcome.kind === 'failed' ? plain(outcome.sentence) : '').not.toMatch(/went wrong in Pitwall/);
    }),
  );
});
