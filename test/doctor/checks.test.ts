import { describe, expect, it } from 'vitest';
import { CHECKS, checkAll, exitCodeOf } from '../../src/doctor/checks.ts';
import type { Facts } from '../../src/doctor/facts.ts';
import { EMBEDS, LINK, VIEW, withChannel, withDiscord, withPlugin } from './changes.ts';
import { BOT, data, fine, GUILD, MAIN } from './fine.ts';
import { channelsMistakes } from './mistakes/channels.ts';
import { discordMistakes } from './mistakes/discord.ts';
import { gameServerMistakes } from './mistakes/gameServer.ts';
import { hostsMistakes } from './mistakes/hosts.ts';
import { machineMistakes } from './mistakes/machine.ts';
import { type Mistake, sentencesOf } from './mistakes/mistake.ts';
import { settingsMistakes } from './mistakes/settings.ts';

/** Every mistake of the list. */
const MISTAKES: readonly Mistake[] = [
  ...settingsMistakes,
  ...discordMistakes,
  ...channelsMistakes,
  ...gameServerMistakes,
  ...machineMistakes,
  ...hostsMistakes,
];

describe('the doctor', () => {
  it('finds nothing wrong in a correct installation', () => {
    const checked = checkAll(fine);
    expect(checked.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(exitCodeOf(checked)).toBe(0);
  });

  it('numbers its checks from 1 to 64 without gaps', () => {
    expect(CHECKS.map(({ number }) => number)).toEqual(Array.from({ length: 64 }, (_, index) => index + 1));
  });

  it.each(MISTAKES)('check %i reports its mistake: %#', (number, facts, sentence) => {
    expect(sentencesOf(facts, number)).toEqual([sentence]);
    expect(exitCodeOf(checkAll(facts))).toBeGreaterThan(0);
  });

  it('has an example mistake for each check', () => {
    const made = new Set(MISTAKES.map(([number]) => number));
    expect(CHECKS.map(({ number }) => number).filter((number) => !made.has(number))).toEqual([]);
  });

  it('claims nothing about things it could not look at', () => {
    const nothing: Facts = {
      now: fine.now,
      machine: fine.machine,
      settings: { isConfigured: false, problems: [] },
      servers: [],
    };
    const looked = checkAll(nothing).filter(({ state }) => state === 'ok' || state === 'found');
    expect(looked.map(({ number }) => number)).toEqual([1, 5, 38, 39, 45]);
  });
});

describe('the suggested fix', () => {
  const fixOf = (facts: Facts, number: number) =>
    checkAll(facts).find((each) => each.number === number)?.findings[0]?.fix;

  it('contains the invitation link with the required permissions', () => {
    expect(fixOf(withDiscord({ guild: undefined }), 8)).toBe(`Invite it there: ${LINK}`);
    expect(fixOf(withDiscord({ commands: 'not allowed' }), 9)).toContain(LINK);
  });

  it('says why posts wait only where that is known', () => {
    const waiting = [{ channelId: MAIN, posts: 2, since: fine.now - 60_000 }];
    const waits = (facts: Facts, changes = {}): Facts => ({ ...facts, data: { ...data, waiting, ...changes } });
    const denied = withChannel(MAIN, { overwrites: [{ id: BOT, isMember: true, allow: VIEW, deny: EMBEDS }] });
    expect(fixOf(waits(fine), 17)).toBe(
      "Nothing is lost: the posts will follow automatically; what holds them up is in Pitwall's log.",
    );
    expect(fixOf(waits(fine, { freeBytes: 0 }), 17)).toBe(
      'Nothing is lost: make space on the disk with DATA_DIR, and the posts will follow automatically.',
    );
    expect(fixOf(waits(denied), 17)).toBe(
      'Nothing is lost: give the bot the missing permissions there, and the posts will follow automatically.',
    );
  });

  it('names the two lines to add', () => {
    expect(fixOf(withPlugin({}), 22)).toContain('UDP_PLUGIN_LOCAL_PORT=11000 and UDP_PLUGIN_ADDRESS=127.0.0.1:12000');
  });

  it.each([
    ['everybody', [{ id: GUILD, isMember: false, allow: 0n, deny: EMBEDS }], '@everyone'],
    ['a role of the bot', [{ id: '22', isMember: false, allow: 0n, deny: EMBEDS }], 'the role "Pitwall"'],
    ['the bot itself', [{ id: BOT, isMember: true, allow: VIEW, deny: EMBEDS }], 'the bot itself'],
  ])('names who denies a permission: %s', (_, overwrites, who) => {
    expect(fixOf(withChannel(MAIN, { overwrites }), 16)).toContain(`the channel denies it to ${who}`);
  });
});
