import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageModule } from './pageModule.ts';

interface Node {
  readonly type: string;
  readonly text?: string;
  readonly children?: readonly Node[];
  readonly items?: readonly { readonly children: readonly Node[] }[];
}

const { parse, parseInline } =
  await pageModule<Record<'parse' | 'parseInline', (text: string) => Node[]>>('markdown.js');

const text = (words: string) => ({ type: 'text', text: words });
const around = (type: string, ...children: unknown[]) => ({ type, children });

describe("Discord's inline Markdown", () => {
  it.each([
    ['**bold**', around('bold', text('bold'))],
    ['*italic*', around('italic', text('italic'))],
    ['_italic_', around('italic', text('italic'))],
    ['__underline__', around('underline', text('underline'))],
    ['~~gone~~', around('strike', text('gone'))],
    ['||secret||', around('spoiler', text('secret'))],
    ['***both***', around('bold', around('italic', text('both')))],
    ['**a *b* c**', around('bold', text('a '), around('italic', text('b')), text(' c'))],
    ['`a **b**`', { type: 'code', text: 'a **b**' }],
    ['``a`b``', { type: 'code', text: 'a`b' }],
    ['<@12>', { type: 'user', id: '12' }],
    ['<@!12>', { type: 'user', id: '12' }],
    ['<@&12>', { type: 'role', id: '12' }],
    ['<#12>', { type: 'channel', id: '12' }],
    ['</server info:12>', { type: 'command', name: 'server info', id: '12' }],
    ['<:flag:12>', { type: 'emoji', name: 'flag', id: '12' }],
    ['@everyone', { type: 'everyone', text: '@everyone' }],
    ['<t:1700000000>', { type: 'time', seconds: 1_700_000_000, style: 'f' }],
    ['<t:1700000000:R>', { type: 'time', seconds: 1_700_000_000, style: 'R' }],
    ['[rules](https://a.example/r)', { type: 'link', href: 'https://a.example/r', children: [text('rules')] }],
    ['<https://a.example>', { type: 'link', href: 'https://a.example', children: [text('https://a.example')] }],
  ])('parses %s', (written, node) => {
    expect(parse(written)).toEqual([node]);
  });

  it.each([
    '** not bold',
    'snake_case_name',
    '2 * 3 * 4',
    '\\',
    '<t:soon>',
    '<t:1:Q>',
    '<@name>',
    '[x](javascript:alert(1))',
    '[x](data:text/html,x)',
    '<script>alert(1)</script>',
    '#no heading',
    '#### four',
    '>no quote',
    '```',
    '| one |',
    '| a | b |\n|---|---|\n| c | d |',
    'a\n---\nb',
    'a\n===',
    '    four blanks',
    '[a]: /b\n[a]',
    '<b>x</b>',
    '<!-- x -->',
    '&amp; &#60; &lt;',
    'www.a.example',
    '<mailto:a@a.example>',
    '\na  \nb\n\n\nc\n',
    '+ a',
    '____',
  ])('leaves %s unchanged', (written) => {
    expect(parse(written)).toEqual([text(written)]);
  });

  it.each([
    ['\\*plain\\*', '*plain*'],
    ['\\<@12>', '<@12>'],
    ['\\`x\\`', '`x`'],
    ['\\# title', '# title'],
    ['\\> quote', '> quote'],
    ['\\a', '\\a'],
  ])('handles the backslash in %s', (written, shown) => {
    expect(parse(written)).toEqual([text(shown)]);
  });

  it.each([
    ['P**(1)**of', [text('P'), around('bold', text('(1)')), text('of')]],
    ['** a **', [around('bold', text(' a '))]],
    ['a__b__c', [text('a'), around('underline', text('b')), text('c')]],
    ['~~ a ~~', [around('strike', text(' a '))]],
    ['||a\n\nb||', [around('spoiler', text('a\n\nb'))]],
    ['**a\n\nb**', [around('bold', text('a\n\nb'))]],
    ['`a\nb`', [{ type: 'code', text: 'a\nb' }]],
    ['`` `a` ``', [{ type: 'code', text: '`a`' }]],
    ['[**a**](/b)', [text('['), around('bold', text('a')), text('](/b)')]],
  ])('is less strict than CommonMark: %j', (written, nodes) => {
    expect(parse(written)).toEqual(nodes);
  });

  it('shows images as links', () => {
    const link = { type: 'link', href: 'https://a.example/b.png', children: [text('b')] };
    expect(parse('![b](https://a.example/b.png)')).toEqual([text('!'), link]);
  });

  it('excludes brackets around a bare link but includes those inside it', () => {
    const link = (href: string) => ({ type: 'link', href, children: [text(href)] });
    expect(parse('(https://a.example/b)')).toEqual([text('('), link('https://a.example/b'), text(')')]);
    expect(parse('https://a.example/b_(c) d')).toEqual([link('https://a.example/b_(c)'), text(' d')]);
  });

  it('ends a bare link before the punctuation of its sentence', () => {
    const link = { type: 'link', href: 'https://a.example/b_c', children: [text('https://a.example/b_c')] };
    expect(parse('see https://a.example/b_c.')).toEqual([text('see '), link, text('.')]);
  });

  it('parses no blocks in titles and field names', () => {
    expect(parseInline('# **1**')).toEqual([text('# '), around('bold', text('1'))]);
  });
});

describe("Discord's blocks", () => {
  it('parses headings, subtext and plain lines', () => {
    expect(parse('# One\nplain\n-# small\n### Three')).toEqual([
      { type: 'heading', level: 1, children: [text('One')] },
      text('plain\n'),
      around('subtext', text('small')),
      { type: 'heading', level: 3, children: [text('Three')] },
    ]);
  });

  it('joins the lines of a quote, and quotes the rest after three marks', () => {
    expect(parse('> a\n> b\nc')).toEqual([around('quote', text('a\nb')), text('c')]);
    expect(parse('>>> a\nb')).toEqual([around('quote', text('a\nb'))]);
    expect(parse('> > a')).toEqual([around('quote', text('> a'))]);
  });

  it('parses lists with depth and numbers', () => {
    const item = (depth: number, number: number | undefined, words: string) => ({
      depth,
      number,
      children: [text(words)],
    });
    expect(parse('- a\n  - b\n3. c\nd')).toEqual([
      { type: 'list', items: [item(0, undefined, 'a'), item(1, undefined, 'b'), item(0, 3, 'c')] },
      text('d'),
    ]);
  });

  it('keeps code blocks intact, even within a line or a quote', () => {
    expect(parse('a ```ini\n[X]\n**b**\n``` c')).toEqual([
      text('a '),
      { type: 'codeBlock', language: 'ini', text: '[X]\n**b**' },
      text(' c'),
    ]);
    expect(parse('```one line```')).toEqual([{ type: 'codeBlock', language: '', text: 'one line' }]);
    expect(parse('>>> ```\n> x\n```')).toEqual([around('quote', { type: 'codeBlock', language: '', text: '> x' })]);
  });
});

describe('the boundaries of blocks', () => {
  it('keep blank lines', () => {
    expect(parse('a\n\n# b\n\nc')).toEqual([
      text('a\n\n'),
      { type: 'heading', level: 1, children: [text('b')] },
      text('\nc'),
    ]);
  });

  it('begin no block inside a code block, but right after it', () => {
    const code = { type: 'codeBlock', language: '', text: 'a\n# b\n- c' };
    expect(parse('```\na\n# b\n- c\n```\n> d')).toEqual([code, around('quote', text('d'))]);
  });

  it('end a quote after its last line', () => {
    expect(parse('> a\nb')).toEqual([around('quote', text('a')), text('b')]);
    expect(parse('> - a\n> # b')).toEqual([
      around(
        'quote',
        { type: 'list', items: [{ depth: 0, number: undefined, children: [text('a')] }] },
        { type: 'heading', level: 1, children: [text('b')] },
      ),
    ]);
  });
});

describe('hostile Markdown', () => {
  const openers = [
    '*',
    '`',
    '**__',
    '> ',
    '[',
    '||a',
    '```',
    '```a',
    '_a ',
    '- ',
    '\\',
    '*a ',
    'https://',
    '<@',
    '[a](http://',
    '`a``',
    '# ',
  ];

  it.each(openers)('of 4096 characters of %s is parsed without delay', (opener) => {
    const before = process.cpuUsage();
    parse(opener.repeat(4096 / opener.length));
    // CPU time in microseconds, because the machine may be busy. Anything that backtracks takes many seconds.
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });

  it('is nested no deeper than a limit', () => {
    expect(depthOf(parse(`${'**__'.repeat(200)}x${'__**'.repeat(200)}`))).toBeLessThan(16);
  });

  it.each(['*_', '**__', '||~~', '[', '> ', '- '])(
    'of 4096 nested characters of %s stays within that limit',
    (opener) => {
      const half = opener.repeat(2048 / opener.length);
      expect(depthOf(parse(`${half}x${[...half].reverse().join('')}`))).toBeLessThan(16);
    },
  );

  it('is always parsed, and links lead only to the web', () => {
    const piece = fc.constantFrom(
      ...openers,
      'javascript:',
      '](',
      ')',
      '\n',
      '>',
      'x',
      ' ',
      '||',
      '~~',
      '<t:9:R>',
      '```',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const link of JSON.stringify(parse(pieces.join(''))).matchAll(/"href":"(.*?)"/g)) {
          expect(link[1]).toMatch(/^https?:\/\//);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function depthOf(nodes: readonly Node[]): number {
  return Math.max(0, ...nodes.map(({ children = [] }) => 1 + depthOf(children)));
}
