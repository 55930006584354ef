import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { pause } from '../eventually.ts';

const log = new URL('../../dist/src/kit/log.js', import.meta.url).href;

/** Runs this code in a process of its own, whose output is read only after a while; resolves with that output. */
async function run(isTerminal: boolean, code: string): Promise<string> {
  const program = `import { createLog } from '${log}';\nconst log = createLog('info', ${isTerminal});\n${code}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  // Nothing comes of it: the pipe is full meanwhile, or what it is lost.
  await pause(100);
  const [output] = await Promise.all([text(child.stdout), ended]);
  return output;
}

/** More than a pipe holds (64 KiB on Linux), then the end. */
const MANY_LINES = `
  for (let line = 1; line <= 1000; line++) log.info({ line, filling: 'x'.repeat(100) }, 'on the way');
  log.fatal('the end');
  process.exit(1);`;

describe.concurrent('the log', () => {
  it('is one JSON object a line for a file or a collector', async () => {
    const output = await run(
      false,
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
    const output = await run(true, `log.info({ server: 'gt3' }, 'Pitwall is ready')`);
    expect(output).toMatch(/INFO.*Pitwall is ready/);
    expect(output).toMatch(/server.*: "gt3"/);
    expect(output).not.toContain('{');
  });

  it.each([false, true])('loses nothing when the process exits at once (terminal: %s)', async (isTerminal) => {
    const lines = (await run(isTerminal, MANY_LINES)).trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('on the way'))).toHaveLength(1000);
    expect(lines.at(-1)).toContain('the end');
  });

  it('lets no text steer the terminal', async () => {
    const name = `\\x1b[2JX\\\\\\x1b]0;Y\\x9bZ\\x07`;
    const output = await run(true, `log.warn({ err: new Error('${name}') }, '${name}')`);
    expect(output.replaceAll(/\x1b\[\d+m/g, '')).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
    expect(output).toContain('\ufffd[2JX');
  });
});
