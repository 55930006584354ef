import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { commands as vocabulary } from '../../commands/index.ts';
import { atLeast, ROLES, type Role } from '../../src/command/caller.ts';
import { type Command, command, offeredBy } from '../../src/command/command.ts';
import { driver } from '../../src/command/driver.ts';
import { optional, type Param, sentence } from '../../src/command/param.ts';
import { sensibleWord } from '../commands/sensible.ts';
import { FRONT_ENDS, type FrontEnd } from './frontEnds.ts';

const OURS = /Something went wrong in Pitwall; see the log under ([0-9a-f]{6})\./;
const SECRET = 'ENOENT /srv/ac/cfg, ADMIN_PASSWORD=parc-ferme';

const heard: unknown[] = [];
const made: readonly Command[] = [
  ...ROLES.map((role) =>
    command({
      name: `probe ${role}`,
      about: 'Takes words',
      role,
      is: 'question',
      params: { words: optional(sentence('Words')) },
      run({ words }, { caller }) {
        heard.push({ words, role: caller.role, via: caller.via });
        return { kind: 'note', text: 'It was heard.' };
      },
    }),
  ),
  command({
    name: 'probe whom',
    about: 'Takes a driver',
    role: 'driver',
    is: 'question',
    params: { driver: driver('Who') },
    run: ({ driver: { guid } }) => ({ kind: 'note', text: guid }),
  }),
  command({
    name: 'probe text',
    about: 'Answers drivers',
    role: 'driver',
    is: 'question',
    params: {},
    run: () => ({ kind: 'text', text: { key: 'linkBegun', params: { code: 'ABC234' } } }),
  }),
  command({
    name: 'probe fault',
    about: 'Fails while it runs',
    role: 'driver',
    is: 'question',
    params: {},
    run: () => Promise.reject(new Error(SECRET)),
  }),
  command({
    name: 'probe unspeakable',
    about: 'Fails while its answer is put into words',
    role: 'driver',
    is: 'question',
    params: {},
    run: () => ({
      kind: 'note',
      get text(): string {
        throw new Error(SECRET);
      },
    }),
  }),
];

/** Words that break code that takes them for more than text. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['an inherited name', '__proto__'],
  ['another inherited name', 'constructor'],
  ['an open quote', '"open'],
  ['quotes', `'" \`; DROP TABLE events; --"`],
  ['control characters', '\u0001\u0007\u001b[2J\u007f\ufffd\u202e'],
  ['half a surrogate pair', '\ud83c half'],
  ['a ping and Markdown', '@everyone <@1> **x** `y` ||z||'],
  ['a template', '%s {{x}} $' + '{x}'],
  ['a very long word', 'x'.repeat(5500)],
  ['very many words', 'x '.repeat(2500).trim()],
];

describe.each(Object.entries(FRONT_ENDS))('%s', (_, open) => {
  let frontEnd: FrontEnd;
  beforeAll(async () => {
    frontEnd = await open([...vocabulary, ...made]);
  });
  beforeEach(() => void heard.splice(0));
  afterAll(() => frontEnd.close());

  const faultsOf = async (work: () => Promise<string>) => {
    const before = frontEnd.faults.length;
    return { answer: await work(), faults: frontEnd.faults.slice(before) };
  };

  test('runs the command with the role of the caller and the front end', async () => {
    for (const role of ROLES) {
      const words = 'two words';
      expect(await frontEnd.ask(role, { command: `probe ${role}`, args: { words } })).toContain('It was heard.');
      expect(heard.pop()).toEqual({ words, role, via: frontEnd.via });
    }
  });

  test('refuses callers without the role and runs nothing', async () => {
    for (const [role, needed] of ROLES.flatMap((role) => ROLES.map((needed) => [role, needed] as const))) {
      if (atLeast(role, needed)) continue;
      const { answer, faults } = await faultsOf(() => frontEnd.ask(role, { command: `probe ${needed}` }));
      expect(answer).toMatch(new RegExp(`probe ${needed}\\\\?"? is for ${needed}s; your role here is ${role}\\.`));
      expect([heard, faults]).toEqual([[], []]);
    }
  });

  test('renders a text for drivers', async () => {
    const answer = await frontEnd.ask('driver', { command: 'probe text' });
    expect(answer).toContain('On Discord, type /link ABC234 within ten minutes to link your account.');
  });

  test('answers a wrong driver name with a helpful sentence, not as a fault', async () => {
    const said = { command: 'probe whom', args: { driver: 'Nobody' } };
    const { answer, faults } = await faultsOf(() => frontEnd.ask('driver', said));
    expect(answer).toMatch(/Nobody called \\?"Nobody\\?" is on the server\. Those who are: car 0 Ada Quick\./);
    expect(faults).toEqual([]);
    expect(await frontEnd.ask('driver', { command: 'probe whom', args: { driver: 'ada quick' } })).toContain(
      '76561198000000001',
    );
  });

  test.each(['probe fault', 'probe unspeakable'])('answers a fault in "%s" with only a log reference', async (name) => {
    const { answer, faults } = await faultsOf(() => frontEnd.ask('driver', { command: name }));
    const [, reference] = OURS.exec(answer) ?? [];
    expect(answer).not.toMatch(/ENOENT|srv|parc-ferme|Error/);
    expect(faults).toEqual([expect.objectContaining({ reference, err: expect.objectContaining({ message: SECRET }) })]);
  });

  test.each(HOSTILE)('treats %s as plain text', async (_name, words) => {
    const { answer, faults } = await faultsOf(() =>
      frontEnd.ask('driver', { command: 'probe driver', args: { words } }),
    );
    expect(answer).toContain('It was heard.');
    expect(heard).toEqual([expect.objectContaining({ words: expect.any(String) })]);
    const said = { command: 'probe whom', args: { driver: words } };
    expect(await frontEnd.ask('driver', said)).toContain('is on the server. Those who are: car 0 Ada Quick.');
    expect(faults).toEqual([]);
    expect(({} as Record<string, unknown>).words).toBeUndefined();
  });

  test.each(HOSTILE)('refuses %s as a command', async (_name, words) => {
    if (!frontEnd.line || !/^\p{L}/u.test(words)) return;
    const { answer, faults } = await faultsOf(async () => (await frontEnd.line?.('admin', words)) ?? '');
    expect(answer).toContain('There is no command');
    expect(faults).toEqual([]);
  });

  test('answers every command it offers', async () => {
    const offered = vocabulary.filter((each) => offeredBy(each, frontEnd.via));
    expect(offered.length).toBeGreaterThan(40);
    await forAll(offered, async (each) => {
      for (const role of frontEnd.via === 'slash' ? ROLES.slice(-1) : ROLES) await mustAnswer(each, role, sensibleWord);
    });
  });

  // Wrong passwords have been given by now, and further guesses are met with silence.
  test('answers every command given with bad arguments', async () => {
    const offered = vocabulary.filter((each) => offeredBy(each, frontEnd.via) && !('password' in each.params));
    await forAll(offered, (each) => mustAnswer(each, 'admin', (param) => (isText(param) ? '__proto__' : undefined)));
  });

  /** Only on Discord can answers be told apart without waiting for each. */
  async function forAll(offered: readonly Command[], work: (each: Command) => Promise<void>): Promise<void> {
    const before = frontEnd.faults.length;
    if (frontEnd.via === 'slash') await Promise.all(offered.map(work));
    else for (const each of offered) await work(each);
    expect(frontEnd.faults.slice(before)).toEqual([]);
  }

  async function mustAnswer({ name, params }: Command, role: Role, word: Word): Promise<void> {
    const args = Object.fromEntries(
      Object.entries(params).flatMap(([param, definition]) => {
        if (definition.forButtons) return [];
        const value =
          word(definition, param, name) ?? (definition.optional ? undefined : sensibleWord(definition, param, name));
        return value === undefined ? [] : [[param, value] as const];
      }),
    );
    expect([name, await frontEnd.ask(role, { command: name, args })]).toEqual([name, expect.stringMatching(/\p{L}/u)]);
  }
});

type Word = (param: Param<unknown>, name: string, command: string) => string | number | undefined;

const isText = ({ shape }: Param<unknown>): boolean => shape.kind === 'string' && !shape.choices;
