import { describe, expect, it } from 'vitest';
import { readClientLine } from '../../src/websocket/line.ts';

const read = (line: string | Uint8Array) => readClientLine(typeof line === 'string' ? Buffer.from(line) : line);

describe('a line', () => {
  it.each([
    ['server info', { text: 'server info' }],
    ['  server info\r\n', { text: 'server info' }],
    ['@7 server info', { id: '7', text: 'server info' }],
    ['@a-b.c   help', { id: 'a-b.c', text: 'help' }],
    ['server=gt3 server info', { server: 'gt3', text: 'server info' }],
    ['@7 SERVER=gt3 server info', { id: '7', server: 'gt3', text: 'server info' }],
    ['@7', { id: '7', text: '' }],
    ['@7 server=gt3', { id: '7', server: 'gt3', text: '' }],
    ['', { text: '' }],
    [' \t ', { text: '' }],
    ['say @7 server=gt3', { text: 'say @7 server=gt3' }],
    ['server= server info', { text: 'server= server info' }],
    ['@7 say a\u2028b', { id: '7', text: 'say a\u2028b' }],
    ['\uFEFFhelp', { text: 'help' }],
  ])('is parsed: %j', (line, expected) => {
    expect(read(line)).toEqual(expected);
  });

  it('accepts a request id of up to 64 characters', () => {
    const id = 'x'.repeat(64);
    expect(read(`@${id} help`)).toEqual({ id, text: 'help' });
    expect(read(`@${id}x help`)).toMatchObject({ problem: 'The id behind "@" has more than 64 characters.' });
  });

  it.each(['@', '@ server info'])('is refused without an id: %j', (line) => {
    expect(read(line)).toMatchObject({ problem: 'There is no id behind "@".' });
  });

  it('is refused if it contains a line break', () => {
    const problem = 'A frame holds one line; this one holds several.';
    expect(read('say one\nserver stop')).toMatchObject({ problem });
    expect(read('say one\rserver stop')).toMatchObject({ problem });
  });

  it('keeps its request id when refused', () => {
    expect(read('@7 say one\nserver stop')).toMatchObject({ id: '7', problem: expect.any(String) });
    expect(read(Uint8Array.of(0x40, 0x37, 0x20, 0xff))).toMatchObject({ id: '7', problem: expect.any(String) });
  });

  it('is refused if it is not UTF-8', () => {
    expect(read(Uint8Array.of(0x68, 0xff, 0xfe))).toMatchObject({ problem: 'The frame is not UTF-8 text.' });
  });
});
