import { describe, expect, it, test } from 'vitest';
import type { ExtraInfo } from '../../../src/acserver/extrainfo/lines.ts';
import { readExtraInfo } from '../../../src/acserver/extrainfo/lines.ts';
import { elena, postsOfEach, type Told } from '../race.ts';

const GUID = '76561197900000001';

const postOf = (line: string, more: object = {}) => {
  const info = readExtraInfo(line) as ExtraInfo;
  const [posts = []] = postsOfEach([{ type: 'extraInfo', info, by: 'Bea’s app', ...more } as Told]);
  return posts;
};

describe('extra info reported by an app in a car', () => {
  test.each([
    [
      `Penalty Applied,3,${GUID},Time,Automatic,0,6,5000`,
      'Time (5 s), left the pits early in a driver swap, given by Automatic',
    ],
    [
      `Penalty Applied,3,${GUID},Drive Through,Automatic,0,3,2`,
      'Drive Through (2 laps), wrong DRS use, given by Automatic',
    ],
    [`Penalty Applied,3,${GUID},Stop and Go,Automatic,0,14,2`, 'Stop and Go, cause 14, given by Automatic'],
    [`Penalty Applied,3,${GUID},Ballast,admin,5,9,20`, 'Ballast (20 kg), given by admin'],
    [`Penalty Cleared,3,${GUID},Restrictor`, 'Restrictor cleared'],
    [
      `Collision,3,${GUID},,0,11,40.16,"Vec3F(1, 2, 3)","Vec3F(0, 0, 0)",2006-01-02 15:04:05,false`,
      'wall contact at 40 km/h',
    ],
    [`Infraction,3,${GUID},3,0,1,5`, 'wrong DRS use, warning 1 of 5'],
    [`Infraction,3,${GUID},9,0,1,5`, 'infraction 9, warning 1 of 5'],
    [`Pit Lane Closed,3,${GUID},7,x`, 'Pit Lane Closed, 7, x'],
  ])('%s', (line, words) => {
    const [{ kind, post } = { kind: '', post: undefined }] = postOf(line, { driver: elena });
    expect(kind).toBe('manager');
    // Discord shows an escaped parenthesis as one.
    expect(post?.body.content?.replaceAll('\\', '')).toBe(`📡 **Elena**: ${words} (reported by Bea’s app)`);
    // A driver who is not known is not named.
    expect(postOf(line)[0]?.post.body.content).toContain('**car 3**');
  });

  it('is not posted for average lap times, which come with every lap', () => {
    expect(postOf(`Average Lap Time Update,3,${GUID},142000`, { driver: elena })).toEqual([]);
  });

  it('about DRS is posted without a driver', () => {
    expect(postOf('DRS Enabled')[0]?.post.body.content).toBe('📡 DRS enabled (reported by Bea’s app)');
  });

  it('shows no GUID, no formatting and no mention', () => {
    for (const line of [
      `Penalty Applied,3,${GUID},Time,@everyone **x** <@1>,0,6,5000`,
      `Pit Lane Closed,3,${GUID},@everyone **x** <@1>`,
    ]) {
      const content = postOf(line, { by: '@here' })[0]?.post.body.content ?? '';
      expect(content).not.toContain(GUID);
      expect(content).not.toMatch(/@everyone|@here|(?<!\\)\*\*x|(?<!\\)<@/);
    }
  });
});
