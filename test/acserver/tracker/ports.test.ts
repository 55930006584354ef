import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseIni } from '../../../src/acserver/ini/document.ts';
import { type Neighbours, portClashes } from '../../../src/acserver/tracker/ports.ts';
import { trackerSettings } from '../../../src/acserver/tracker/settings.ts';

const defaults = readFileSync(new URL('../../fixtures/cfg/stracker.default-3.5.1.ini', import.meta.url), 'utf8');

/** The ini as stracker 3.5.1 writes it, with some keys changed. */
function settings(changes: Readonly<Record<string, string>> = {}) {
  const text = Object.entries(changes).reduce(
    (ini, [key, value]) => ini.replace(new RegExp(`^${key} = .*$`, 'm'), `${key} = ${value}`),
    defaults,
  );
  return trackerSettings(parseIni(Buffer.from(text), 'stracker.ini'));
}

const plugin = { listen: { host: '127.0.0.1', port: 12000 }, serverPort: 11000 };
/** Pitwall is behind stracker in the chain, so it does not listen on 12000. */
const around = (more: Partial<Neighbours> = {}): Neighbours => ({
  cfg: { udpPort: 9600, tcpPort: 9600, httpPort: 8081, plugin },
  ownPluginPort: 12001,
  others: [{ port: 8765, protocol: 'tcp', what: 'the websocket of Pitwall' }],
  ...more,
});

describe('the settings of stracker', () => {
  it('are read from its own ini', () => {
    expect(settings()).toEqual({
      serverCfg: undefined,
      listeningPort: 50042,
      httpPort: undefined,
      receivePort: undefined,
      sendPort: undefined,
      proxyPluginPort: undefined,
      proxyPluginLocalPort: undefined,
      logFile: './stracker.log',
    });
    expect(settings({ enabled: 'True' }).httpPort).toBe(50041);
    expect(settings({ rcvPort: '12000', proxyPluginPort: '12001' })).toMatchObject({
      receivePort: 12000,
      proxyPluginPort: 12001,
    });
  });

  it.each(['abc', '', '70000', '-2', '1.5', '99999999999999999999'])('read %j as no port', (value) => {
    expect(settings({ rcvPort: value }).receivePort).toBeUndefined();
  });
});

describe('the ports of stracker', () => {
  it('do not clash alone, nor with Pitwall behind stracker', () => {
    const chained = settings({ proxyPluginPort: '12001', proxyPluginLocalPort: '11001' });
    expect(portClashes(chained, around())).toEqual([]);
    expect(portClashes(settings(), around({ ownPluginPort: undefined }))).toEqual([]);
  });

  it.each([
    ['listening_port', '9600', "[STRACKER_CONFIG] listening_port is 9600, but that is the game server's TCP_PORT."],
    ['listening_port', '9600', "[STRACKER_CONFIG] listening_port is 9600, but that is the game server's UDP_PORT."],
    ['listen_port', '8081', "[HTTP_CONFIG] listen_port is 8081, but that is the game server's HTTP_PORT."],
    ['listen_port', '8765', '[HTTP_CONFIG] listen_port is 8765, but that is the websocket of Pitwall.'],
    ['listen_port', '50042', '[HTTP_CONFIG] listen_port and [STRACKER_CONFIG] listening_port are both 50042.'],
    ['rcvPort', '11000', "[ACPLUGIN] rcvPort is 11000, but that is the game server's UDP_PLUGIN_LOCAL_PORT."],
    [
      'proxyPluginLocalPort',
      '11000',
      "[ACPLUGIN] proxyPluginLocalPort is 11000, but that is the game server's UDP_PLUGIN_LOCAL_PORT.",
    ],
    ['proxyPluginLocalPort', '12000', '[ACPLUGIN] proxyPluginLocalPort and [ACPLUGIN] rcvPort are both 12000.'],
    ['proxyPluginPort', '12000', '[ACPLUGIN] proxyPluginPort is its own rcvPort: it would talk to itself.'],
  ])('clash: %s = %s', (key, value, sentence) => {
    expect(portClashes(settings({ enabled: 'True', [key]: value }), around())).toContain(sentence);
  });

  it('do not clash with another protocol’s port, nor while the web pages are off', () => {
    expect(portClashes(settings({ enabled: 'True', listen_port: '12000' }), around())).toEqual([]);
    expect(portClashes(settings({ listen_port: '8081' }), around())).toEqual([]);
  });

  it('clash with Pitwall if both listen to the game server, and the message says how to chain them', () => {
    const [sentence, ...others] = portClashes(settings(), around({ ownPluginPort: 12000 }));
    expect(others).toEqual([]);
    expect(sentence).toContain('both listen on UDP port 12000');
    for (const word of ['proxyPluginPort', 'proxyPluginLocalPort', 'SERVER_UDP_LISTEN', 'SERVER_UDP_SEND']) {
      expect(sentence).toContain(word);
    }
  });

  it('are reported as useless while the plugin is off', () => {
    const { cfg } = around();
    const off = around({ cfg: { ...cfg, plugin: undefined }, ownPluginPort: undefined });
    expect(portClashes(settings(), off)).toHaveLength(1);
    expect(portClashes(settings(), off)[0]).toContain('UDP_PLUGIN_ADDRESS');
  });
});
