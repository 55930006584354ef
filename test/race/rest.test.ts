import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LogFeed, openLogFeed } from '../../src/race/logFeed.ts';
import { readLogPosition } from '../../src/race/logPosition.ts';
import { feedInDirectory, type TestFeed } from '../fakes/feed.ts';
import { contact, elena, line, practice } from './witnesses.ts';

// The game server has ended. The rest of its log is read while its last datagrams still arrive on the socket.

const COLLISION =
  'COLLISION BETWEEN: Elena [] AND ENVIRONMENT SPEED: 42.5 WORLD POS: [1.0,2.0,3.0] REL POS: [0.0,0.0,1.0]\n';

let opened: ReturnType<typeof feedInDirectory>;
let feed: TestFeed;
let logFeed: LogFeed;
let path: string;
/** What happens before the next lines are handled, and after them. */
let [before, behind] = [() => {}, () => {}];
beforeEach(async () => {
  opened = feedInDirectory();
  feed = opened.feed;
  path = join(opened.directory, 'server.log');
  [before, behind] = [() => {}, () => {}];
  logFeed = openLogFeed({
    feed: {
      standsIn: feed.standsIn,
      tellWaiting: feed.tellWaiting,
      free: async () => before(),
      log(batch) {
        feed.log(batch);
        if (batch.facts.length > 0) behind();
      },
    },
    position: () => readLogPosition(feed.journal.cursor('log')),
    clock: feed.clock,
    log: { error: (fields) => feed.faults.push(fields), warn: () => {} },
    redact: (text) => text,
    onFact: () => {},
  });
  Object.defineProperty(feed.heard, 'log', { get: () => logFeed.isFollowing() });
  await logFeed.begin(path);
  feed.packets([practice, elena]);
  feed.log({ facts: [line.practice, line.elena], position: { path, offset: 0 }, absent: false });
});
afterEach(async () => {
  await logFeed.close();
  opened.remove();
});

const contacts = () => feed.events.filter(({ type }) => type === 'contact').length;

test.each(['before', 'behind', 'long after'])('a datagram %s its log line gives one event', async (when) => {
  const hear = (): void => feed.packets([contact]);
  if (when === 'before') before = hear;
  if (when === 'behind') behind = hear;
  appendFileSync(path, COLLISION);
  await logFeed.finish();
  if (when === 'long after') hear();
  expect([contacts(), feed.faults]).toEqual([1, []]);
});
