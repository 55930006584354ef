import { describe, expect, test } from 'vitest';
import { command, type Form } from '../../../src/command/command.ts';
import { optional, text } from '../../../src/command/param.ts';
import { decodeComponent, encodeComponent, formFor, quoted } from '../../../src/discord/interactions/components.ts';
import { caller } from '../../command/world.ts';

describe('the id of a component', () => {
  test.each([
    ['server info', undefined, '1:server info'],
    ['kick "76561198000000001"', 'gt3', '1@gt3:kick "76561198000000001"'],
  ])('carries the line %j and the server %s', (line, server, id) => {
    expect(encodeComponent(line, server)).toBe(id);
    expect(decodeComponent(id)).toEqual(server === undefined ? { line } : { line, server });
  });

  test('holds 100 characters and not one more', () => {
    expect(encodeComponent('x'.repeat(98))).toHaveLength(100);
    expect(() => encodeComponent('x'.repeat(99))).toThrow(/100 characters/);
  });

  test.each([
    '',
    '0:server info',
    '2:server info',
    '10:server info',
    'server info',
    '1:',
    '1: ',
    '1@GT3!:server info',
    '1@:x',
  ])('is refused as %j', (id) => expect(decodeComponent(id)).toBeUndefined());
});

test('a chosen value is one word, whatever it holds', () => expect(quoted('Ada "Q" Quick')).toBe('"Ada \'Q\' Quick"'));

describe('a form', () => {
  const params = { driver: text('Who'), lap: optional(text('Which lap')), reason: text('Why') };
  const run = () => ({ kind: 'note' as const, text: '' });
  const report = command({ name: 'report', about: 'Report an incident', role: 'driver', is: 'question', params, run });
  const form: Form = {
    title: 'Report an incident',
    fields: [{ name: 'reason', label: 'What happened?', long: true, value: 'Contact' }],
  };
  const call = { line: 'report', caller: caller('driver'), server: 'gt3' };

  test('carries what was already given, in the order of the parameters', () => {
    const modal = formFor(form, report, { ...call, named: { lap: '7', driver: 'Ada Quick' } });
    expect(modal).toMatchObject({
      custom_id: '1@gt3:report "Ada Quick" "7"',
      title: 'Report an incident',
      components: [
        { type: 18, label: 'What happened?', component: { type: 4, custom_id: 'reason', style: 2, value: 'Contact' } },
      ],
    });
  });

  test('cannot carry a value behind one that was left out', () => {
    expect(() => formFor(form, report, { ...call, named: { lap: '7' } })).toThrow(/leaves out a parameter/);
  });
});
