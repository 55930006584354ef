import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { caller, driver, fakeServer, worldOf } from '../command/world.ts';
import { fakeDesk } from '../fakes/desk.ts';

const GUID = '76561198000000009';
const NOTHING = { show: undefined, session: undefined, guid: undefined, lap: undefined, before: undefined };

function world() {
  const desk = fakeDesk();
  const { server } = fakeServer('gt3', { desk, drivers: () => [driver()] });
  const { dispatcher } = worldOf(commands, [server]);
  const say = (line: string) => dispatcher.dispatch({ line, caller: caller('steward', { via: 'component' }) });
  return { say, asked: desk.asked };
}

describe('incident list', () => {
  it.each([
    ['', {}, 'incident list'],
    ['INC-17', { before: 17 }, 'incident list'],
    ['inc-b17', { before: 2_000_017 }, 'incident list'],
    ['open INC-17', { show: 'open', before: 17 }, 'incident list open'],
    ['all S-12', { show: 'all', session: 12 }, 'incident list S-12'],
    [GUID, { guid: GUID }, `incident list ${GUID}`],
    [
      `mine s12 ${GUID} lap 7 INC-30`,
      { show: 'mine', session: 12, guid: GUID, lap: 7, before: 30 },
      `incident list mine S-12 ${GUID} lap 7`,
    ],
    ['L7 INC-30', { lap: 7, before: 30 }, 'incident list lap 7'],
  ])('reads %j', async (words, filter, line) => {
    const { say, asked } = world();
    const outcome = await say(`incident list ${words}`);
    expect(outcome).toMatchObject({ answer: { kind: 'incidents', more: 0, line, isOfDriver: 'guid' in filter } });
    expect(asked.map(([verb, asking]) => [verb, asking])).toEqual([['list', { ...NOTHING, ...filter }]]);
  });

  it('understands its own line with a number after it', async () => {
    const { say, asked } = world();
    const first = await say(`incident list mine S-12 ${GUID} lap 7`);
    const line = first.kind === 'done' && first.answer.kind === 'incidents' ? first.answer.line : '';
    await say(`${line} INC-4`);
    const [[, one], [, other]] = asked as [[string, object], [string, object]];
    expect(other).toEqual({ ...one, before: 4 });
  });

  it.each([
    ['Nobody', /^"Nobody" is not one of the drivers to choose from\./],
    ['INC-', /^"INC-" is not one of the drivers to choose from\./],
    ['P-17', /^"P-17" is not one of the drivers to choose from\./],
    ['7656119800000000', /^"7656119800000000" is not one of the drivers to choose from\./],
    ['INC-17 lap 7', /^Unexpected "lap" at the end\.$/],
    [`${GUID} yesterday`, /^before must be a number such as INC-17, not "yesterday"\.$/],
  ])('refuses %j', async (words, sentence) => {
    const { say, asked } = world();
    expect(await say(`incident list ${words}`)).toMatchObject({
      kind: 'failed',
      sentence: expect.stringMatching(sentence),
    });
    expect(asked).toEqual([]);
  });

  it('says so if no incident is older', async () => {
    const desk = { ...fakeDesk(), list: async () => ({ incidents: [], more: 0 }) };
    const { dispatcher } = worldOf(commands, [fakeServer('gt3', { desk }).server]);
    const outcome = await dispatcher.dispatch({
      line: 'incident list INC-1',
      caller: caller('steward', { via: 'component' }),
    });
    expect(outcome).toMatchObject({ answer: { kind: 'note', text: 'There is none older than INC-1.' } });
  });
});
