import { describe, expect, it } from 'vitest';
import { discordRenderings } from '../../../src/discord/renderings/answers.ts';
import type { LobbyInfo, LobbyReply } from '../../../src/features/lobby/actions.ts';
import type { TrackerInfo } from '../../../src/features/tracker/actions.ts';
import { english } from '../../../src/texts/english/index.ts';
import { lobbyInfo } from '../../fakes/lobby.ts';
import { trackerInfo } from '../../fakes/tracker.ts';
import { vocabulary } from '../../fakes/vocabulary.ts';

const lobby = (info: LobbyInfo, reply?: LobbyReply) =>
  discordRenderings(english, vocabulary).lobby({ kind: 'lobby', info, reply }).embeds?.[0];
const tracker = (info: Partial<TrackerInfo>, change: 'started' | 'stopped' | 'none' = 'none') =>
  discordRenderings(english, vocabulary).tracker({ kind: 'tracker', change, info: { ...trackerInfo, ...info } })
    .embeds?.[0];

describe('the lobby', () => {
  it('shows since when it lists the server, its answer and the heartbeat', () => {
    expect(lobby(lobbyInfo)).toEqual({
      description: [
        'gt3 is listed in the lobby.',
        'Since <t:1767267060:R>',
        'Last answer: OK,47949312,8081',
        'Last heartbeat <t:1767268740:R>: OK',
      ].join('\n'),
      color: 0x3ba55d,
    });
  });

  it('shows its answer to a registration, escaped', () => {
    const refused = lobby(lobbyInfo, { ok: false, text: 'ERROR,*INVALID* @everyone' });
    expect(refused?.description).toContain('The lobby refused the registration: ERROR,\\*INVALID\\* @\u200beveryone');
    expect(refused?.color).toBe(0xed4245);
    expect(lobby(lobbyInfo, { ok: true, text: 'OK,1,2' })?.description).toMatch(
      /^The lobby accepted the registration: OK,1,2\n/,
    );
  });

  it('shows when Pitwall tries again', () => {
    const lost = lobby({ server: 'gt3', standing: 'lost', nextAttemptAt: 1_767_268_740_000 });
    expect(lost?.description).toBe('gt3 is no longer listed in the lobby.\nNext attempt <t:1767268740:R>');
  });

  it.each([
    ['off', 'REGISTER_TO_LOBBY is 0'],
    ['stopped', 'is not running'],
    ['unknown', 'is unknown'],
    ['failed', 'could not register'],
  ] as const)('says when it is %s', (standing, words) => {
    expect(lobby({ server: 'gt3', standing })?.description).toContain(words);
  });
});

describe('stracker', () => {
  it('shows since when it is running', () => {
    expect(tracker({})).toEqual({
      description: 'stracker on gt3 is running, started <t:1767267000:R>.',
      color: 0x3ba55d,
    });
    expect(tracker({ state: 'stopped' })?.description).toBe('stracker on gt3 is not running.');
  });

  it('shows that it was just started', () => {
    expect(tracker({}, 'started')?.description).toBe('stracker on gt3 started.');
  });

  it('suggests a restart if it is behind the configuration of the game server', () => {
    expect(tracker({ isOutdated: true })?.description).toContain('/tracker restart');
  });

  it('is quoted in a code block that its output cannot leave', () => {
    const complaints = Array.from({ length: 20 }, () => `ERROR \`\`\` @everyone ${'x'.repeat(300)}`);
    const said = tracker({ complaints })?.description ?? '';
    expect(said.split('```')).toHaveLength(3);
    expect(said.length).toBeLessThan(4096);
  });

  it('that stopped unexpectedly is shown in red', () => {
    const died = tracker({ state: 'stopped', trouble: 'It stopped unexpectedly (exit code 1).' });
    expect(died).toMatchObject({ description: expect.stringContaining('exit code 1'), color: 0xed4245 });
  });
});
