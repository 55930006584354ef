import { describe, expect, test } from 'vitest';
import { shownFrame } from '../../src/line/frames.ts';

const lines = (frame: unknown): readonly string[] => shownFrame(JSON.stringify(frame)).lines;

describe('a frame is printed', () => {
  test('as its message', () => {
    expect(lines({ data: { msg: 'Assetto Corsa server started' } })).toEqual(['Assetto Corsa server started']);
    expect(lines({ data: { msg: 'kick: Go\nban: Away', commands: [{ usage: 'kick' }] } })).toEqual([
      'kick: Go',
      'ban: Away',
    ]);
  });

  test('with its data below the message', () => {
    expect(lines({ data: { msg: 'parse SUCCESS', notes: ['One did not finish.', 'The qualifying counts.'] } })).toEqual(
      ['parse SUCCESS', 'notes: One did not finish., The qualifying counts.'],
    );
  });

  test('as an outline, indented by level', () => {
    const race = { type: 'Race', laps: 20, time: 0, msg: '' };
    expect(lines({ Race: race })).toEqual(['Race:', '  type: Race', '  laps: 20', '  time: 0', '  msg:']);
    expect(lines({ data: { drivers: {}, penalties: [{ number: 17, by: null }, { number: 18 }] } })).toEqual([
      'drivers: none',
      'penalties:',
      '  - number: 17',
      '    by:',
      '  - number: 18',
    ]);
    expect(lines({})).toEqual([]);
  });

  test('as an error', () => {
    const frame = shownFrame('{"id": "7", "error": {"msg": "There is no command \\"warp\\"."}}');
    expect(frame).toEqual({ id: '7', isError: true, lines: ['! There is no command "warp".'] });
  });

  test('without control characters', () => {
    const name = '\u001b[2Jgone\r\n\u009b1m';
    expect(lines({ data: { drivers: { [name]: { name } } } }).join('|')).not.toMatch(/[\u001b\r\u009b]/);
    expect(lines({ data: { msg: name } }).join('|')).not.toMatch(/[\u001b\r\u009b]/);
    expect(shownFrame(name).lines.join('|')).not.toMatch(/[\u001b\r\u009b]/);
  });

  test.each(['', '[]', 'null', '7', '{"data": 7}', '{"data": [[]]}', '{"error": "x"}', '{"__proto__": {"a": 1}}'])(
    'without failing on any content: %s',
    (text) => expect(shownFrame(text).isError).toBe(false),
  );
});
