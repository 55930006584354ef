import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createDecoder } from '../../../src/acserver/stdout/decode.ts';
import { type FollowOptions, followFile } from '../../../src/acserver/stdout/follow.ts';
import { FakeClock } from '../../fakes/clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'follow-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function newPath(): string {
  files += 1;
  return join(folder, `${files}.log`);
}

/** A follower that records what it was given. */
function follow(path: string, rest: Partial<FollowOptions> = {}) {
  const clock = new FakeClock();
  const lines: string[] = [];
  const chunks: number[] = [];
  const follower = followFile({
    path,
    offset: 0,
    clock,
    onLines: (found) => {
      chunks.push(found.length);
      lines.push(...found.map(({ text }) => text));
    },
    ...rest,
  });
  const poll = () => {
    clock.advance(100);
    return follower.drain();
  };
  return Object.assign(follower, { clock, lines, chunks, poll });
}

describe('following a log file', () => {
  it('hands over the lines that were appended since the last poll', async () => {
    const path = newPath();
    writeFileSync(path, 'a\nb\n');
    const follower = follow(path);
    await follower.poll();
    appendFileSync(path, 'c\nhal');
    await follower.poll();
    appendFileSync(path, 'f\n');
    await follower.poll();
    expect(follower.lines).toEqual(['a', 'b', 'c', 'half']);
    expect(follower.offset()).toBe(11);
    await follower.close();
  });

  it('waits for a missing file', async () => {
    const path = newPath();
    const errors: unknown[] = [];
    const follower = follow(path, { onError: (error) => errors.push(error) });
    await follower.poll();
    writeFileSync(path, 'a\n');
    await follower.poll();
    expect(follower.lines).toEqual(['a']);
    expect(errors).toEqual([]);
    await follower.close();
  });

  it('begins again if the file was emptied', async () => {
    const path = newPath();
    writeFileSync(path, 'long line\nhalf');
    let emptied = 0;
    const follower = follow(path, { onTruncated: () => void emptied++ });
    await follower.poll();
    truncateSync(path);
    appendFileSync(path, 'new\n');
    await follower.poll();
    expect(follower.lines).toEqual(['long line', 'new']);
    expect([emptied, follower.offset()]).toEqual([1, 4]);
    await follower.close();
  });

  it('reads a backlog in pieces of up to 256 KiB', async () => {
    const path = newPath();
    writeFileSync(path, `${'x'.repeat(1023)}\n`.repeat(600));
    const follower = follow(path);
    await follower.poll();
    expect(follower.chunks).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 90]);
    await follower.close();
  });

  it('reads small pieces if each line takes long, each only when the listener is free', async () => {
    const path = newPath();
    writeFileSync(path, `${'x'.repeat(1023)}\n`.repeat(30));
    let asked = 0;
    const follower: ReturnType<typeof follow> = follow(path, {
      onLines: (found) => {
        follower.chunks.push(found.length);
        follower.clock.advance(2 * found.length);
      },
      free: async () => {
        asked += 1;
      },
    });
    await follower.poll();
    expect(follower.chunks).toEqual(Array.from({ length: 15 }, () => 2));
    expect(asked).toBe(15);
    await follower.close();
  });

  it('hands over unprocessed lines again, after other waiting work', async () => {
    const path = newPath();
    writeFileSync(path, 'a\nb\nc\nd\ne');
    const seen: string[] = [];
    const follower = follow(path, {
      onLines: (found) => {
        seen.push(...found.slice(0, 2).map(({ text }) => text));
        return Math.min(2, found.length);
      },
      free: async () => void seen.push('free'),
    });
    await follower.poll();
    expect(seen).toEqual(['free', 'a', 'b', 'free', 'c', 'd']);
    expect(follower.offset()).toBe(8);
    await follower.close({ final: true });
    expect(seen.slice(-2)).toEqual(['d', 'e']);
  });

  it('hands over the same lines again if the listener threw', async () => {
    const path = newPath();
    writeFileSync(path, 'a\nb\n');
    const seen: string[] = [];
    const errors: unknown[] = [];
    let fail = true;
    const onLines: FollowOptions['onLines'] = (lines) => {
      if (fail) throw new Error('the disk is full');
      seen.push(...lines.map(({ text }) => text));
    };
    const follower = follow(path, { onLines, onError: (error) => errors.push(error) });
    await follower.poll();
    fail = false;
    const failures = errors.length;
    await follower.poll();
    expect(failures).toBeGreaterThan(0);
    expect(seen).toEqual(['a', 'b']);
    await follower.close();
  });
});

describe('closing a followed file', () => {
  it('reads the rest, but leaves a half-written line for the next time', async () => {
    const path = newPath();
    writeFileSync(path, 'a\nhalf');
    const follower = follow(path);
    await follower.close();
    expect([follower.lines, follower.offset()]).toEqual([['a'], 2]);
    appendFileSync(path, '\nb\n');
    follower.clock.advance(1000);
    expect(follower.lines).toEqual(['a']);
  });

  it('reads the half-written line too if nobody writes any more', async () => {
    const path = newPath();
    writeFileSync(path, 'a\nhalf');
    const follower = follow(path);
    await follower.close({ final: true });
    expect([follower.lines, follower.offset()]).toEqual([['a', 'half'], 6]);
  });
});

describe('capping a log file', () => {
  it('empties a file that is too large, and reading continues', async () => {
    const path = newPath();
    writeFileSync(path, 'a\nb\n');
    const follower = follow(path);
    await follower.poll();
    expect(await follower.cap(3)).toBe(true);
    expect([statSync(path).size, follower.offset()]).toEqual([0, 0]);
    appendFileSync(path, 'c\n');
    await follower.poll();
    expect(follower.lines).toEqual(['a', 'b', 'c']);
    await follower.close();
  });

  it.each([
    ['is small enough', 'a\n', 2],
    ['ends in a half-written line', 'a\nhalf', 3],
  ])('leaves a file that %s', async (_reason, content, maxBytes) => {
    const path = newPath();
    writeFileSync(path, content);
    const follower = follow(path);
    await follower.poll();
    expect(await follower.cap(maxBytes)).toBe(false);
    expect(statSync(path).size).toBe(content.length);
    await follower.close();
  });

  it('leaves a file that was not read to its end', async () => {
    const path = newPath();
    writeFileSync(path, 'a\n');
    const follower = follow(path);
    await follower.poll();
    appendFileSync(path, 'b\n');
    expect(await follower.cap(1)).toBe(false);
    await follower.close();
    expect(follower.lines).toEqual(['a', 'b']);
  });

  it('does nothing without a file', async () => {
    const follower = follow(newPath());
    expect(await follower.cap(0)).toBe(false);
    await follower.close();
  });
});

describe('restarts of the follower', () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('a', 'ä', '\n', '\r', '\r\n', 'line\n', ' x').map((text) => ({ text })) },
    { weight: 1, arbitrary: fc.constant('poll' as const) },
    { weight: 1, arbitrary: fc.constant('restart' as const) },
  );

  it('read every byte exactly once, wherever reading stopped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const path = newPath();
        writeFileSync(path, '');
        const seen: string[] = [];
        let written = '';
        let follower = follow(path);
        for (const next of [...steps, 'restart' as const]) {
          if (next === 'poll') await follower.poll();
          else if (next === 'restart') {
            await follower.close();
            seen.push(...follower.lines);
            follower = follow(path, { offset: follower.offset() });
          } else {
            appendFileSync(path, next.text);
            written += next.text;
          }
        }
        await follower.close();
        expect(seen).toEqual(
          createDecoder()
            .push(Buffer.from(written))
            .map(({ text }) => text),
        );
      }),
      { numRuns: 60 },
    );
  });
});
