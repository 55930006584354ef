import { describe, expect, it, test } from 'vitest';
import { server as serverCommands } from '../../commands/server.ts';
import { fakeConfiguration } from '../fakes/configuration.ts';
import { caller, fakeServer, worldOf } from './world.ts';

function open() {
  const configuration = fakeConfiguration();
  const world = worldOf(serverCommands, [fakeServer('gt3', { configuration }).server]);
  const say = (line: string, named?: Record<string, string>) =>
    world.dispatcher.dispatch({ line, caller: caller('admin'), ...(named && { named }) });
  const suggest = (session: string, role: 'admin' | 'steward' = 'admin') =>
    world.dispatcher.suggest({ line: 'server set', named: { session }, caller: caller(role) }, 'session');
  return { ...world, edits: configuration.edits, say, suggest };
}

describe('server set', () => {
  test.each([
    ['server set Race laps 12', ['Race', { kind: 'laps', laps: 12 }]],
    ['SERVER SET race LAPS 1', ['race', { kind: 'laps', laps: 1 }]],
    ['server set grand final time 65535', ['grand final', { kind: 'minutes', minutes: 65_535 }]],
    ['server set "Grand Final" disable', ['Grand Final', { kind: 'disable' }]],
    ['server set qualify enable', ['qualify', { kind: 'enable' }]],
    ['server set Warmup enable', ['Warmup', { kind: 'enable' }]],
  ])('understands "%s"', async (line, edit) => {
    const { say, edits } = open();
    expect(await say(line)).toMatchObject({ kind: 'done', answer: { kind: 'configuration' } });
    expect(edits).toEqual([edit]);
  });

  it('accepts the same as options', async () => {
    const { say, edits } = open();
    await say('server set', { session: 'Grand Final', setting: 'time', value: '20' });
    expect(edits).toEqual([['Grand Final', { kind: 'minutes', minutes: 20 }]]);
  });

  test.each([
    ['server set', 'session is missing.'],
    ['server set Race', 'setting is missing.'],
    ['server set Race laps', '"laps" needs a number, such as "laps 12".'],
    ['server set Race enable 3', '"enable" takes no number.'],
    ['server set Race laps twelve', 'value must be a whole number from 1 to 65535, not "twelve".'],
    ['server set Race laps 0', 'value must be a whole number from 1 to 65535, not "0".'],
    ['server set Race laps -4', 'value must be a whole number from 1 to 65535, not "-4".'],
    ['server set Race laps 65536', 'value must be a whole number from 1 to 65535, not "65536".'],
    ['server set Race laps 1e3', 'value must be a whole number from 1 to 65535, not "1e3".'],
    ['server set Race laps 12 please', 'Unexpected "please" at the end.'],
    ['server set Race fuel 3', 'setting must be one of enable, disable, laps, time, not "fuel".'],
    ['server set grand laps 3 final', 'Unexpected "final" at the end.'],
    [
      `server set Race ${'9'.repeat(60_000)}`,
      `setting must be one of enable, disable, laps, time, not "${'9'.repeat(40)}…".`,
    ],
    ['server set Race \u0000\u0007', 'setting must be one of enable, disable, laps, time, not "\u0000\u0007".'],
  ])('refuses "%s"', async (line, sentence) => {
    const { say, edits, errors } = open();
    expect(await say(line)).toEqual({ kind: 'failed', sentence });
    expect([edits, errors]).toEqual([[], []]);
  });

  it('shortens a huge session name', async () => {
    const { say, edits } = open();
    await say(`server set ${'x'.repeat(60_000)} enable`);
    expect(edits).toEqual([[`${'x'.repeat(40)}…`, { kind: 'enable' }]]);
  });

  it('is only for admins', async () => {
    const { dispatcher, edits } = open();
    const outcome = await dispatcher.dispatch({ line: 'server set Race laps 3', caller: caller('steward') });
    expect(outcome).toMatchObject({ kind: 'failed', sentence: expect.stringContaining('is for admins') });
    expect(edits).toEqual([]);
  });

  it('suggests the sessions by name, including disabled ones, only to admins', async () => {
    const { suggest } = open();
    expect(await suggest('')).toEqual([
      { label: 'Grand Final (12 laps)', value: 'Grand Final' },
      { label: 'Qualify (switched off)', value: 'Qualify' },
    ]);
    expect(await suggest('FINAL')).toHaveLength(1);
    expect(await suggest('', 'steward')).toEqual([]);
  });
});

describe('server time', () => {
  test.each([
    ['server time 45', [45, undefined]],
    ['server time 45 grand final', [45, 'grand final']],
  ])('understands "%s"', async (line, edit) => {
    const { say, edits } = open();
    expect(await say(line)).toMatchObject({ kind: 'done' });
    expect(edits).toEqual([edit]);
  });

  test.each([
    ['server time', 'minutes is missing.'],
    ['server time Race 45', 'minutes must be a whole number from 1 to 65535, not "Race".'],
    ['server time 0x10', 'minutes must be a whole number from 1 to 65535, not "0x10".'],
    ['server time 4.5', 'minutes must be a whole number from 1 to 65535, not "4.5".'],
    ['server time 45 Race 3', 'Unexpected "3" at the end.'],
  ])('refuses "%s"', async (line, sentence) => {
    const { say, edits } = open();
    expect(await say(line)).toEqual({ kind: 'failed', sentence });
    expect(edits).toEqual([]);
  });
});
