import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judging } from '../../commands/judging.ts';
import { showingBus, showingDispatcher, shown } from '../../src/app/shownNames.ts';
import { chatLines } from '../../src/chat/answers.ts';
import { type Answer, render } from '../../src/command/answer.ts';
import type { Dispatcher } from '../../src/command/dispatch.ts';
import { postsOf } from '../../src/discord/cards/index.ts';
import { discordRenderings } from '../../src/discord/renderings/answers.ts';
import type { RaceEvent } from '../../src/events/events.ts';
import { ContentNames } from '../../src/features/content/names.ts';
import { Roster } from '../../src/features/roster/roster.ts';
import { createBus } from '../../src/race/bus.ts';
import { emptyState, fold } from '../../src/race/state.ts';
import { english } from '../../src/texts/english/index.ts';
import { caller, fakeServer, worldOf } from '../command/world.ts';
import { facts, stamped } from '../discord/race.ts';
import { incident } from '../fakes/incidents.ts';
import { fakeJudging } from '../fakes/judging.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';
import { vocabulary } from '../fakes/vocabulary.ts';

const GUID = '76561197900000001';

function names() {
  const directory = temporaryDirectory('shown');
  const folder = join(directory, 'content', 'cars', 'bmw_z4_gt3', 'ui');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'ui_car.json'), '{"name":"BMW Z4 GT3 (2010)"}');
  const roster = new Roster(() => ({ name: 'roster.csv', text: `GUID,name\n${GUID},Ada Quick\n` }));
  roster.load();
  return { roster, content: new ContentNames([directory]) };
}

test('listeners of the showing bus hear display names; others hear the raw events', () => {
  const bus = createBus(() => {});
  const heard: RaceEvent[] = [];
  const raw: RaceEvent[] = [];
  showingBus(bus, names()).durable((event) => void heard.push(event));
  bus.durable((event) => void raw.push(event));
  const joined = {
    type: 'driverJoined',
    driver: { carId: 0, guid: GUID, name: 'xX_ada' },
    model: 'bmw_z4_gt3',
    skin: '',
  };
  bus.tellDurable(stamped(joined as never), emptyState(1));
  const session = { ...facts, track: 'ks_nurburgring', layout: 'layout_gp_a' };
  bus.tellDurable(stamped({ type: 'sessionStarted', facts: session, again: false }), emptyState(1));
  expect(heard).toMatchObject([
    { driver: { name: 'Ada Quick' }, model: 'BMW Z4 GT3 (2010)' },
    { facts: { track: 'Nurburgring', layout: 'GP A' } },
  ]);
  expect(raw).toMatchObject([{ driver: { name: 'xX_ada' }, model: 'bmw_z4_gt3' }, { facts: session }]);
});

test('an event is worked out once for all listeners, and anew after the roster was read again', () => {
  const bus = createBus(() => {});
  let text = `GUID,name\n${GUID},Ada Quick\n`;
  const roster = new Roster(() => ({ name: 'roster.csv', text }));
  roster.load();
  const showing = showingBus(bus, { roster, content: { car: (model) => `the ${model}`, place: (at) => at } });
  const heard: RaceEvent[] = [];
  for (let listener = 0; listener < 3; listener += 1) showing.live((event) => void heard.push(event));
  const joined = stamped({
    type: 'driverJoined',
    driver: { carId: 0, guid: GUID, name: 'xX_ada' },
    model: 'bmw_z4_gt3',
    skin: '',
  });
  bus.tellLive(joined, emptyState(1));
  expect(heard[0]).toMatchObject({ driver: { name: 'Ada Quick' }, model: 'the bmw_z4_gt3' });
  expect(new Set(heard).size).toBe(1);
  text = `GUID,name\n${GUID},Ada Swift\n`;
  roster.load();
  bus.tellLive({ ...joined }, emptyState(1));
  expect(heard[3]).toMatchObject({ driver: { name: 'Ada Swift' } });
});

test('an incident card shows the display name of a car', () => {
  const bus = createBus(() => {});
  const lines: string[] = [];
  showingBus(bus, names()).durable((event, state) => {
    const posts = postsOf(event, state, english).map(({ post }) => post);
    lines.push(...posts.flatMap(({ body }) => body.embeds?.[0]?.description?.split('\n') ?? []));
  });
  const about = incident({ drivers: incident().drivers.map((each) => ({ ...each, model: 'bmw_z4_gt3' })) });
  bus.tellDurable(stamped({ type: 'incidentOpened', incident: about }), emptyState(1));
  expect(lines[1]).toBe('`A` **Ada Quick** car 3 · lap 7 · BMW Z4 GT3 \\(2010\\)');
});

test('answers use display names, except in the slots of the entry list', async () => {
  const answers: Answer[] = [
    { kind: 'entries', entries: [{ model: 'bmw_z4_gt3' }] } as unknown as Answer,
    { kind: 'classification', classification: { rows: [{ car: 'bmw_z4_gt3' }] } } as unknown as Answer,
  ];
  const dispatcher = { dispatch: async () => ({ kind: 'done', answer: answers.shift() }) } as unknown as Dispatcher;
  const { dispatch } = showingDispatcher(dispatcher, names());
  const call = {} as Parameters<typeof dispatch>[0];
  expect(await dispatch(call)).toMatchObject({ answer: { entries: [{ model: 'bmw_z4_gt3' }] } });
  expect(await dispatch(call)).toMatchObject({ answer: { classification: { rows: [{ car: 'BMW Z4 GT3 (2010)' }] } } });
});

test.each([
  ['incident confirm P-17', 'P-17: 5-second time penalty for Ada Quick in INC-3, by Ada (confirmed by Bob)'],
  ['incident reject P-17 no', 'P-17: 5-second time penalty for Ada Quick in INC-3, by Ada (rejected by Bob)'],
])('the answer to the second steward has the name of the league: %s', async (line, sentence) => {
  const { server } = fakeServer('gt3', { judging: fakeJudging() });
  const { dispatch } = showingDispatcher(worldOf(judging, [server]).dispatcher, names());
  const outcome = await dispatch({ line, caller: caller('steward') });
  const answer = outcome.kind === 'done' ? outcome.answer : undefined;
  expect(answer && chatLines(answer, english, vocabulary)).toEqual([sentence]);
  const onDiscord = answer && render(discordRenderings(english, vocabulary), answer).content;
  expect(onDiscord).toContain('5-second time penalty for Ada Quick in INC-3');
});

test('shown() replaces driver names and car models', () => {
  const row = { guid: GUID, name: 'xX_ada', model: 'ks_mazda_mx5_cup' };
  expect(shown(names(), [row])).toEqual([{ guid: GUID, name: 'Ada Quick', model: 'Mazda MX5 Cup' }]);
});

test('the log channel calls both drivers of a contact by the names of the league', () => {
  const directory = temporaryDirectory('league');
  const other = '76561197900000002';
  const text = `GUID,name\n${GUID},Ada Quick\n${other},Bo Falk\n`;
  const roster = new Roster(() => ({ name: 'roster.csv', text }));
  roster.load();
  const bus = createBus(() => {});
  const lines: string[] = [];
  showingBus(bus, { roster, content: new ContentNames([directory]) }).durable((event, state) => {
    lines.push(...postsOf(event, state, english).flatMap(({ post }) => post.body.content ?? []));
  });
  const started = stamped({ type: 'sessionStarted', facts, again: false });
  const touched = stamped({
    type: 'contact',
    driver: { carId: 0, guid: GUID, name: 'xX_ada' },
    other: { carId: 1, guid: other, name: 'bo_77' },
    against: 'car',
    speedKmh: 40,
    position: [0, 0, 0],
    relativePosition: [0, 0, 0],
  });
  const before = fold(emptyState(1), started);
  bus.tellDurable(touched, fold(before, touched));
  expect(lines).toEqual([expect.stringContaining('**Ada Quick** and **Bo Falk**: contact')]);
});
