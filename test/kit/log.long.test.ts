import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { pause } from '../eventually.ts';

const log = new URL('../../dist/src/kit/log.js', import.meta.url).href;

/** Where the log goes, and in which form. */
const ways = {
  terminal: { isTerminal: true },
  journal: { isTerminal: false },
  collector: { isTerminal: false, format: 'json' },
} as const;
type Way = keyof typeof ways;
const everyWay = Object.keys(ways) as Way[];

/** Runs this code in its own process, whose output is read only after a while; resolves with that output. */
async function run(way: Way, code: string): Promise<string> {
  const program = `import { createLog } from '${log}';\nconst log = createLog('info', { ...${JSON.stringify(ways[way])}, hide: (text) => text.replaceAll('parc-ferme', '***') });\n${code}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  // Listen before reading: when a process has ended, Node discards output that nobody listens to.
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stdout.pause();
  const closed = once(child, 'close');
  // By now the pipe is full, or what was lost is lost.
  await pause(100);
  child.stdout.resume();
  await closed;
  return output;
}

/** More than a pipe holds (64 KiB on Linux), then the end. */
const MANY_LINES = `
  for (let line = 1; line <= 1000; line++) log.info({ line, filling: 'x'.repeat(100) }, 'on the way');
  log.fatal('the end');
  process.exit(1);`;

describe.concurrent('the log', () => {
  it('is one JSON object per line for a collector', async () => {
    const output = await run(
      'collector',
      `log.child({ server: 'gt3' }).warn({ err: new Error('no') }, 'a\\nb');log.debug('c')`,
    );
    const [line = '', ...rest] = output.split('\n');
    expect(rest).toEqual(['']);
    expect(JSON.parse(line)).toMatchObject({
      level: 40,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      server: 'gt3',
      err: { message: 'no', stack: expect.stringContaining('Error: no') },
      msg: 'a\nb',
    });
    expect(line).not.toContain('hostname');
  });

  it('is readable in a terminal', async () => {
    const output = await run('terminal', `log.info({ server: 'gt3' }, 'Pitwall is ready')`);
    expect(output).toMatch(/INFO.*Pitwall is ready/);
    expect(output).toMatch(/server.*: "gt3"/);
    expect(output).not.toContain('{');
  });

  it('is readable without a terminal: a date, a word for the level, one line, no colours', async () => {
    const output = await run(
      'journal',
      `log.child({ server: 'gt3' }).warn({ waitMs: 5 }, 'Discord cannot be reached yet');log.debug('never')`,
    );
    expect(output).toMatch(
      /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] WARN: Discord cannot be reached yet \{"server":"gt3","waitMs":5\}\n$/,
    );
  });

  it('shows fields of every name in the braces', async () => {
    const fields = { name: 'Qualify', pid: 5066, hostname: 'spa', caller: 'pits', timestamp: 7, file: { name: 'x' } };
    const output = await run('journal', `log.info(${JSON.stringify(fields)}, 'a session begins')`);
    expect(output.slice(output.indexOf(']'))).toBe(`] INFO: a session begins ${JSON.stringify(fields)}\n`);
    const lines = (await run('terminal', `log.info({ name: 'Qualify', pid: 5066 }, 'a session begins')`)).split('\n');
    expect(lines.map((line) => line.replaceAll(/\x1b\[\d+m/g, '')).slice(1)).toEqual([
      '    name: "Qualify"',
      '    pid: 5066',
      '',
    ]);
  });

  it.each(['terminal', 'journal'] as const)('does not let logged text look like another log line (%s)', async (way) => {
    const forged = 'Elena\\n[2026-11-21 17:00:00] FATAL: forged';
    const code = `log.warn({ by: '${forged}', err: new Error('${forged}') }, '${forged}');`;
    const lines = (await run(way, code)).replaceAll(/\x1b\[\d+m/g, '').split('\n');
    expect(lines.filter((line) => /^\S/.test(line))).toEqual([expect.stringMatching(/WARN.*: Elena/)]);
    expect(lines.filter((line) => /^\s+\[2026-11-21 17:00:00\] FATAL: forged/.test(line)).length).toBeGreaterThan(0);
  });

  it.each(everyWay)('hides secrets in every line (%s)', async (way) => {
    const name = 'parc-ferme "and" more';
    const code = `log.info({ by: '${name}', err: new Error('it is parc-ferme') }, 'parc-ferme\\n');log.info('plain');`;
    const output = await run(way, code);
    expect(output).toContain('***');
    expect(output).not.toContain('parc-ferme');
    expect(output).toContain('plain');
  });

  it.each(everyWay)('loses nothing when the process exits at once (%s)', async (way) => {
    const lines = (await run(way, MANY_LINES)).trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('on the way'))).toHaveLength(1000);
    expect(lines.at(-1)).toContain('the end');
  });

  it.each(['terminal', 'journal'] as const)('replaces control characters in logged text (%s)', async (way) => {
    const name = `\\x1b[2JX\\\\\\x1b]0;Y\\x9bZ\\x07`;
    const output = await run(way, `log.warn({ err: new Error('${name}') }, '${name}')`);
    expect(output.replaceAll(/\x1b\[\d+m/g, '')).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
    expect(output).toContain('\ufffd[2JX');
  });
});
