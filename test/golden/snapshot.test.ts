import { describe, expect, test } from 'vitest';
import { readSnapshot, SNAPSHOT_VERSION, writeSnapshot } from '../../src/race/snapshot.ts';
import { feedInDirectory } from '../fakes/feed.ts';
import { recording } from '../fakes/recordings.ts';
import { expectGolden } from './golden.ts';

/** The snapshots of a whole weekend: at the end of each session, and at the very end. */
function snapshots(): string[] {
  const { feed, bus, remove } = feedInDirectory();
  const texts: string[] = [];
  bus.live(({ type }, state) => {
    if (type === 'sessionEnded') texts.push(writeSnapshot(state));
  });
  let last = 0;
  for (const { tMs, packet } of recording('nurburgring_sprint_b')) {
    feed.clock.advance(tMs - last);
    last = tMs;
    feed.packets([packet]);
  }
  texts.push(writeSnapshot(feed.state()));
  remove();
  return texts;
}

describe('a snapshot', () => {
  // If this fails, the fold or the state has changed: raise SNAPSHOT_VERSION in src/race/snapshot.ts, and make the file
  // of the new version with GOLDEN=write. Otherwise what the older fold made of a race is read as if it were ours.
  test('has the content defined by its version', () => {
    expectGolden(`snapshots/version-${SNAPSHOT_VERSION}.ndjson`, snapshots());
  });

  test('is unchanged after reading and writing it', () => {
    for (const text of snapshots()) expect(writeSnapshot(readSnapshot(text))).toBe(text);
  });
});
