import { describe, expect, it, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { EFFECTS_OF } from '../../commands/penaltyEffects.ts';
import { ChatFrontEnd } from '../../src/chat/line.ts';
import type { AuditRow } from '../../src/command/audit.ts';
import { atLeast, type Caller, type Proof, ROLES, type Role, type Via } from '../../src/command/caller.ts';
import { type Command, command, effectsOf, offeredBy } from '../../src/command/command.ts';
import { createDispatcher } from '../../src/command/dispatch.ts';
import { EFFECTS, type Effect } from '../../src/command/effects.ts';
import type { Stay } from '../../src/events/driver.ts';
import { PENALTY_TYPES, PENALTY_UNITS } from '../../src/events/penalty.ts';
import { emptyState, type PresentDriver } from '../../src/race/state.ts';
import { english } from '../../src/texts/english/index.ts';
import { caller, driver, fakeServer } from '../command/world.ts';
import { auditInto } from '../fakes/audit.ts';
import { FakeClock } from '../fakes/clock.ts';
import { fakeDiscussions } from '../fakes/discussions.ts';
import { fakeLinks } from '../fakes/links.ts';
import { noPictures } from '../fakes/pictures.ts';
import { fakeRoster } from '../fakes/roster.ts';
import { fakeUpkeep } from '../fakes/upkeep.ts';
import { ADA, penaltyRig } from '../features/penalties/rig.ts';
import { Recorder } from './recorder.ts';
import { sensibleWord } from './sensible.ts';

/** What somebody who merely claims a GUID must never do from the car. */
const NEVER_BY_LINK: readonly Effect[] = [
  'sends away',
  'lifts a ban',
  'changes the session',
  'starts or stops the server',
  'changes the configuration',
  'ends Pitwall',
  'sets up Discord',
];

const GUID = '76561197900000001';
const OTTO: Stay = { run: 1, carId: 3, guid: GUID, connection: 0 };

function world() {
  const recorder = new Recorder();
  const clock = new FakeClock();
  const audit: AuditRow[] = [];
  const faults: object[] = [];
  const { server: plain } = fakeServer('gt3', {
    drivers: () => [driver(), driver({ carId: 3, guid: GUID, name: 'Otto' })],
  });
  const server = recorder.server(plain);
  const app = recorder.app({
    servers: new Map([['gt3', server]]),
    links: fakeLinks(),
    upkeep: fakeUpkeep(),
    pictures: noPictures,
    roster: fakeRoster(),
    discussions: fakeDiscussions,
    privacyWarnings: () => [],
    shutdown() {},
  });
  const log = { error: (fields: object) => faults.push(fields) };
  const dispatcher = createDispatcher({ commands, app, audit: auditInto(audit), clock, log });
  return { recorder, clock, audit, faults, rights: plain.rights, dispatcher };
}

/** Without it, a command asks for it instead of running. */
const ASKED_FOR: Readonly<Record<string, string>> = { code: 'ABC234' };

const wordsFor = (command: Command): string =>
  Object.entries(command.params)
    .map(([name, param]) => ASKED_FOR[name] ?? sensibleWord(param, name, command.name) ?? '')
    .map((word) => (/\s/.test(String(word)) ? `"${word}"` : word))
    .filter((word) => word !== '')
    .join(' ');

const namesOf = ({ name, aliases = [] }: Command): readonly string[] => [name, ...aliases];

/** Letters that look alike, or that some comparisons treat as equal. */
const LOOK_ALIKES: Readonly<Record<string, readonly string[]>> = {
  k: ['\u212a', '\uff4b', '\u043a'],
  s: ['\u017f', '\uff53', '\u0455'],
  i: ['\u0131', '\u0130', '\u0456'],
  a: ['\u0430', '\u00e1'],
  e: ['\u0435', '\uff45'],
  n: ['\uff4e'],
  r: ['\uff52'],
  t: ['\uff54'],
  o: ['\u043e'],
};

/** The name with one letter replaced, in every possible way. */
const lookAlikesOf = (name: string): readonly string[] =>
  [...name].flatMap((letter, index) =>
    (LOOK_ALIKES[letter] ?? []).map((other) => `${name.slice(0, index)}${other}${name.slice(index + 1)}`),
  );

interface Person {
  /** Sits in another car with the GUID of somebody who has proved to be an admin. */
  readonly isImpostor?: true;
  readonly via: Via;
  readonly role: Role;
  readonly proof: Proof;
}

/** Every kind of person, by every way in. */
const PEOPLE: readonly Person[] = [
  ...ROLES.map((role) => ({ via: 'slash', role, proof: 'discord' }) as const),
  ...ROLES.map((role) => ({ via: 'component', role, proof: 'discord' }) as const),
  ...ROLES.map((role) => ({ via: 'socket', role, proof: 'token' }) as const),
  { via: 'socket', role: 'admin', proof: 'open' },
  { via: 'chat', role: 'driver', proof: 'seat' },
  { via: 'chat', role: 'driver', proof: 'seat', isImpostor: true },
  { via: 'chat', role: 'driver', proof: 'link' },
  { via: 'chat', role: 'steward', proof: 'link' },
  { via: 'chat', role: 'admin', proof: 'link' },
  { via: 'chat', role: 'admin', proof: 'password' },
];

/** Says a line as this person; in the game it is typed. */
async function say({ dispatcher, clock, rights }: ReturnType<typeof world>, person: Person, line: string) {
  if (person.via !== 'chat') {
    const who: Caller = caller(person.role, { ...person, guid: GUID });
    await dispatcher.dispatch({ line, caller: who });
    return;
  }
  if (person.isImpostor) rights.login({ stay: { ...OTTO, carId: 5 } }, 'admin', 'hunter2');
  if (person.proof === 'password') rights.login({ stay: OTTO }, 'admin', 'hunter2');
  const otto: PresentDriver = { ...driver(), carId: 3, guid: GUID, name: 'Otto' };
  const front = new ChatFrontEnd({
    server: 'gt3',
    dialect: 'kunos',
    dispatcher,
    rights,
    speaker: { linesOf: (words) => [words], say: async () => 1 },
    view: () => ({ state: { ...emptyState(1), drivers: new Map([[3, otto]]) } }),
    linkedRole: async () => (person.proof === 'link' ? person.role : undefined),
    words: english,
    clock,
    log: { error() {} },
  });
  await front.receive({ carId: 3, text: `!${line}` });
}

const declared = (command: Command, row: AuditRow | undefined): readonly Effect[] =>
  effectsOf(command, (row?.args ?? {}) as never);

const titled = commands.map((each) => [each.name, each] as const);

describe.each(titled)('%s', (_, command) => {
  test('has no other effect than those declared, and none as a question', async () => {
    const { recorder, dispatcher, audit, faults } = world();
    const via = command.via?.[0] ?? 'slash';
    const line = `${command.name} ${wordsFor(command)}`;
    await dispatcher.dispatch({ line, caller: caller('admin', { via, guid: GUID, carId: 3 }) });
    expect([audit.length, faults]).toEqual([1, []]);
    if (command.is === 'question') expect(recorder.done).toEqual([]);
    else {
      expect(recorder.done.length).toBeGreaterThan(0);
      expect(declared(command, audit[0])).toEqual(expect.arrayContaining(recorder.done));
    }
  });

  test.each(PEOPLE)('is permitted for $role by $proof ($via) as the table says', async (person) => {
    for (const name of namesOf(command).flatMap((each) => [each, each.toUpperCase()])) {
      const opened = world();
      await say(opened, person, `${name} ${wordsFor(command)}`);
      const [row] = opened.audit;
      const effects = declared(command, row);
      const isRefused =
        !atLeast(person.role, command.role) ||
        (person.proof === 'link' && effects.some((effect) => NEVER_BY_LINK.includes(effect)));
      if (!offeredBy(command, person.via)) expect(row?.outcome).toBe('refused');
      else expect([name, row?.outcome === 'denied']).toEqual([name, isRefused]);
      if (isRefused || !offeredBy(command, person.via)) expect(opened.recorder.done).toEqual([]);
    }
  });

  test('is not run by a name with look-alike letters', async () => {
    // One world for all of them, because none has any effect.
    const opened = world();
    for (const name of namesOf(command).flatMap(lookAlikesOf)) {
      for (const person of PEOPLE.filter(({ role }) => role === 'admin')) {
        await say(opened, person, `${name} ${wordsFor(command)}`);
      }
      expect([name, opened.recorder.done, opened.audit]).toEqual([name, [], []]);
    }
  });
});

describe('a linked account without the password', () => {
  const orders = Object.keys(EFFECTS_OF).flatMap((outcome) => {
    const word = outcome.replaceAll(' ', '-');
    const isPenalty = PENALTY_TYPES.some((type) => type === outcome);
    return [
      ...(isPenalty ? [[`penalty give Otto ${word} 5 reason`, outcome] as const] : []),
      ...(outcome === 'withdrawn' ? [] : [[`incident decide 3 Bea ${word} 5 reason`, outcome] as const]),
      [`incident replace 18 ${word} 5 1 reason`, outcome] as const,
    ];
  });
  const kicks = ['KICK', ...lookAlikesOf('kick')].map((word) => `penalty give Otto ${word}`);

  test.each(orders)('is judged for "%s" by the table of effects', async (line, verdict) => {
    for (const role of ['steward', 'admin'] as const) {
      const opened = world();
      await say(opened, { via: 'chat', role, proof: 'link' }, line);
      expect(opened.audit[0]?.outcome).toBe(verdict === 'kick' ? 'denied' : 'done');
      expect(opened.recorder.done).not.toContain('sends away');
    }
  });

  test.each(kicks)('sends nobody away with "%s"', async (line) => {
    const opened = world();
    await say(opened, { via: 'chat', role: 'admin', proof: 'link' }, line);
    expect(opened.recorder.done).toEqual([]);
  });

  test.each(orders)(
    'is denied "%s" for a kick alone, and all others are judged by their role',
    async (line, verdict) => {
      for (const person of PEOPLE) {
        const opened = world();
        await say(opened, person, line);
        const may = atLeast(person.role, 'steward') && !(verdict === 'kick' && person.proof === 'link');
        expect([person, opened.audit.map(({ outcome }) => outcome)]).toEqual([person, [may ? 'done' : 'denied']]);
        if (!may) expect(opened.recorder.done).toEqual([]);
      }
    },
  );
});

describe('the table of effects', () => {
  it('denies a linked account exactly the listed effects', () => {
    const refused = Object.entries(EFFECTS).flatMap(([effect, { notByLink }]) => (notByLink ? [effect] : []));
    expect(refused.sort()).toEqual([...NEVER_BY_LINK].sort());
  });

  it.each(PENALTY_TYPES)('says whether the penalty %s sends a driver away', async (type) => {
    const { actions, kicked, session, join } = penaltyRig();
    session('race');
    join(ADA);
    const amount = PENALTY_UNITS[type] === undefined ? undefined : 5;
    await actions.give(ADA, { type, amount }, { by: 'Stig' });
    expect(kicked.length > 0).toBe(EFFECTS_OF[type].includes('sends away'));
  });

  it('is needed for each act: without an effect it does not compile', () => {
    const run = () => ({ kind: 'note', text: '' }) as const;
    // @ts-expect-error an act says what it does
    command({ name: 'a', about: 'A', role: 'driver', is: 'act', params: {}, run });
    // @ts-expect-error at least one thing
    command({ name: 'a', about: 'A', role: 'driver', is: 'act', effect: [], params: {}, run });
    // @ts-expect-error one of those that the table knows
    command({ name: 'a', about: 'A', role: 'driver', is: 'act', effect: ['whatever'], params: {}, run });
    // @ts-expect-error a question does nothing
    command({ name: 'a', about: 'A', role: 'driver', is: 'question', effect: ['sends away'], params: {}, run });
    // @ts-expect-error each is one of the two
    command({ name: 'a', about: 'A', role: 'driver', params: {}, run });
  });
});
