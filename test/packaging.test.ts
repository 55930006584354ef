import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { OPTIMIZE_LATER } from '../src/kit/optimizing.ts';
import { unitText } from '../src/setup/unit.ts';

const root = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const text = (path: string): string => readFileSync(root(path), 'utf8');

const UNIT = {
  directory: '/srv/pitwall',
  user: 'pitwall',
  command: ['/usr/bin/node', OPTIMIZE_LATER, '/opt/pitwall/bin/pitwall.cjs', 'start'],
  writes: ['/srv/acserver'],
};

describe('the systemd unit', () => {
  test('is the one the setup writes for these paths', () => {
    expect(text('packaging/pitwall.service')).toBe(unitText(UNIT));
  });

  /** Undefined if there is no systemd to ask. */
  function judged(unit: string, words: readonly string[]): string | undefined {
    const folder = mkdtempSync(join(tmpdir(), 'pitwall-unit-'));
    const path = join(folder, 'pitwall.service');
    writeFileSync(path, unit);
    try {
      return execFileSync('sh', ['-c', 'systemd-analyze "$@" 2>&1', 'sh', ...words, path], { encoding: 'utf8' });
    } catch (error) {
      const { status, stdout } = error as { readonly status: number; readonly stdout: string };
      return status === 127 ? undefined : stdout;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  test('passes systemd-analyze verify, even with unusual paths', () => {
    // It exits with 0 for a misspelt value, too, so its output is what counts.
    for (const directory of ['/srv/pitwall', '/srv/my 100% "own" $HOME']) {
      expect(judged(unitText({ ...UNIT, directory }), ['verify']) ?? '').toBe('');
    }
    const wrong = judged(unitText(UNIT).replace('KillMode=process', 'KillMode=proces'), ['verify']);
    if (wrong !== undefined) expect(wrong).toContain('proces');
  });

  test('has a low exposure level in systemd-analyze security', () => {
    const said = judged(unitText(UNIT), ['security', '--offline=true', '--no-pager', '--threshold=20']);
    if (said !== undefined) expect(said).toMatch(/Overall exposure level for pitwall\.service: 1\.\d OK/);
  });
});

describe('the Docker image', () => {
  const dockerfile = text('Dockerfile');

  test('copies the right files and runs as the user node', () => {
    const copied = [...dockerfile.matchAll(/^COPY --from=build \/build\/(\S+)/gm)].map(([, path = '']) => path);
    const { files } = JSON.parse(text('package.json')) as { readonly files: readonly string[] };
    expect(copied).toEqual(['package.json', 'bin', 'node_modules', 'dist/src', 'dist/commands']);
    for (const path of copied.filter((each) => !/^(package\.json|node_modules)$/.test(each))) {
      expect(files).toContain(path);
    }
    expect(dockerfile.indexOf('USER node')).toBeLessThan(dockerfile.indexOf('ENTRYPOINT'));
    expect(dockerfile).toContain(`ENTRYPOINT ["node", "${OPTIMIZE_LATER}", "/app/bin/pitwall.cjs"]`);
    expect(dockerfile).toMatch(/^ENV .*\bMALLOC_ARENA_MAX=2$/m);
  });

  test('is based on a supported Node and ignores secrets', () => {
    const versions = [...dockerfile.matchAll(/^FROM node:(\d+)-/gm)].map(([, version]) => Number(version));
    expect(new Set(versions).size).toBe(1);
    expect(Math.min(...versions)).toBeGreaterThanOrEqual(20);
    for (const path of ['.env', 'servers.ini', 'data', 'node_modules', '.git']) {
      expect(text('.dockerignore').split('\n')).toContain(path);
    }
  });

  test('runs read-only, without capabilities, next to an external game server', () => {
    const compose = text('compose.example.yaml');
    for (const line of ['read_only: true', 'cap_drop: ["ALL"]', 'SERVER_MODE: external', 'restart: "on-failure:5"']) {
      expect(compose).toContain(line);
    }
    expect(compose).not.toContain('docker.sock');
  });
});

describe('the option that has V8 optimize later', () => {
  const statusWith = (option: string) => spawnSync(process.execPath, [option, '-e', '']).status;

  test('is known to this Node', () => {
    expect(statusWith(OPTIMIZE_LATER)).toBe(0);
    expect(statusWith('--concurrent-recompilation-delai=50')).toBe(9);
  });

  test('is in every command that starts Pitwall as a service', () => {
    const { scripts } = JSON.parse(text('package.json')) as { readonly scripts: { readonly start: string } };
    expect(scripts.start).toBe(`node ${OPTIMIZE_LATER} bin/pitwall.cjs start`);
    expect(text('docs/service.md')).toContain(`node.exe" ${OPTIMIZE_LATER} "C:`);
  });
});

test('every link in docs/service.md leads to an existing file', () => {
  const docs = text('docs/service.md');
  for (const [, path = ''] of docs.matchAll(/\]\((?!http)([^)#]+)\)/g)) {
    expect(existsSync(new URL(path, new URL('../docs/service.md', import.meta.url))), path).toBe(true);
  }
});
