import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/kit/errors.ts';
import { mustFitTogether, sharedPorts } from '../../src/live/ports.ts';

const cfg = { udpPort: 9600, tcpPort: 9600, httpPort: 8081, plugin: undefined };
const plugin = { listen: { host: '127.0.0.1', port: 12_000 }, serverPort: 11_000 };

describe('the ports of two servers', () => {
  it('must all differ, except UDP and TCP of the same server', () => {
    expect(sharedPorts([{ id: 'a', cfg }])).toEqual([]);
    expect(
      sharedPorts([
        { id: 'a', cfg: { ...cfg, plugin } },
        { id: 'b', cfg: { ...cfg, httpPort: 8082, plugin } },
      ]),
    ).toEqual([
      'a and b have the same port 9600 in UDP_PORT; each needs its own.',
      'a and b have the same port 9600 in TCP_PORT; each needs its own.',
      'a and b have the same port 11000 in UDP_PLUGIN_LOCAL_PORT; each needs its own.',
      'a and b have the same port 12000 in UDP_PLUGIN_ADDRESS; each needs its own.',
    ]);
  });

  it('may be equal if they are unknown or on different machines', () => {
    const unseen = { udpPort: 0, tcpPort: 0, httpPort: 0 };
    const elsewhere = { ...plugin, serverHost: '192.0.2.1' };
    expect(
      sharedPorts([
        { id: 'a', cfg: { ...unseen, plugin: elsewhere } },
        { id: 'b', cfg: { ...unseen, plugin: { ...elsewhere, listen: { host: '127.0.0.1', port: 12_001 } } } },
      ]),
    ).toEqual([]);
  });
});

describe('before any server is opened', () => {
  it('all problems with their files are reported at once', () => {
    const home = mkdtempSync(join(tmpdir(), 'pitwall-ports-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    const cfgOf = (name: string) =>
      fileURLToPath(new URL(`../fixtures/cfg/${name}.stock-manager.ini`, import.meta.url));
    for (const id of ['a', 'b']) {
      mkdirSync(join(home, id, 'cfg'), { recursive: true });
      for (const name of ['server_cfg', 'entry_list']) cpSync(cfgOf(name), join(home, id, 'cfg', `${name}.ini`));
    }
    const servers = ['a', 'b', 'missing'].map((id) => ({ id, directory: join(home, id) }));
    const told = (): unknown => {
      try {
        mustFitTogether(servers);
      } catch (error) {
        return error;
      }
    };
    expect(told()).toBeInstanceOf(UserError);
    const sentences = String((told() as UserError).message).split('\n');
    expect(sentences[0]).toMatch(/^There is no directory .*missing/);
    expect(sentences).toContainEqual(expect.stringMatching(/^a and b have the same port \d+ in HTTP_PORT/));
  });
});
