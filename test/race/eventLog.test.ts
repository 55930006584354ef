import { afterEach, beforeEach, expect, it } from 'vitest';
import { logRace } from '../../src/race/eventLog.ts';
import { feedInDirectory } from '../fakes/feed.ts';
import { join, sessionBegins } from './packets.ts';

let opened: ReturnType<typeof feedInDirectory>;
const logged: string[] = [];
beforeEach(() => {
  opened = feedInDirectory();
  logged.length = 0;
  logRace(opened.bus, { info: (_fields: object, message?: string) => void logged.push(message ?? '') });
});
afterEach(() => opened.remove());

const spoken = () => logged.filter((line) => line === 'UDP data from the game server');

it('UDP data is logged once, when the first datagram is heard', () => {
  opened.feed.notice({ type: 'serverHeard' });
  opened.feed.packets([sessionBegins(), join(3, '76561197900000003', 'Elena')]);
  expect(spoken()).toHaveLength(1);
});

it('UDP data is logged once more after a silence, even if the server restarted meanwhile', () => {
  opened.feed.notice({ type: 'serverHeard' });
  opened.feed.packets([sessionBegins()]);
  opened.feed.notice({ type: 'serverSilent', silentMs: 15_000 }, { type: 'serverHeard' });
  opened.feed.packets([{ type: 'version', protocolVersion: 4 }]);
  expect(spoken()).toHaveLength(2);
  expect(opened.feed.state().heard).toBe(true);
});
