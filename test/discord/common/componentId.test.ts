import { describe, expect, test } from 'vitest';
import { decodeComponent, encodeComponent, quoted } from '../../../src/discord/common/componentId.ts';

describe('the id of a component', () => {
  test.each([
    ['server info', undefined, '1:server info'],
    ['kick "76561198000000001"', 'gt3', '1@gt3:kick "76561198000000001"'],
  ])('carries the line %j and the server %s', (line, server, id) => {
    expect(encodeComponent(line, server)).toBe(id);
    expect(decodeComponent(id)).toEqual(server === undefined ? { line } : { line, server });
  });

  test('holds at most 100 characters', () => {
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

test('a quoted value is one word, with its double quotes replaced', () =>
  expect(quoted('Ada "Q" Quick')).toBe('"Ada \'Q\' Quick"'));
