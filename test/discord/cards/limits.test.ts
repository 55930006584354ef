import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageBody, webhookMessageBody } from '../../../sandbox/discord/messageBody.ts';
import { ofServer } from '../../../src/discord/cards/relay.ts';
import type { Post } from '../../../src/discord/outbox/post.ts';
import { anyCharacter } from '../../strings.ts';
import { facts, lap, postsOfEach, started, type Told } from '../race.ts';

describe('whatever the names and texts', () => {
  const nasty = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '@everyone',
          '<@1>',
          '**',
          '```',
          '[x](https://x.y)',
          '\n',
          '\u202E',
          '||',
          '\\',
          'discord',
          '_',
          '#',
        ),
        fc.string({ unit: anyCharacter, maxLength: 40 }),
      ),
      { maxLength: 60 },
    )
    .map((parts) => [...parts.join('')].slice(0, 255).join(''));
  const nobody = { guid: '', carId: 3 };
  const bodies: fc.Arbitrary<Told[]> = fc.tuple(nasty, nasty, fc.boolean(), fc.integer({ min: 1, max: 60 })).map(
    ([name, text, late, count]) =>
      [
        { ...started, again: late, facts: { ...facts, name, track: text, layout: text, weather: text } },
        { type: 'driverJoined', driver: { ...nobody, name }, model: text, skin: text },
        { type: 'driverLeft', driver: { ...nobody, name } },
        {
          type: 'contact',
          driver: { ...nobody, name },
          other: { ...nobody, name: text },
          against: 'car',
          speedKmh: 1e6,
          position: [0, 0, 0],
          relativePosition: [0, 0, 0],
          sessionMs: 1e9,
        },
        { type: 'chat', driver: { ...nobody, name }, text },
        { type: 'extraInfo', info: { kind: 'unknown', fields: [name, '3', '', text] }, by: text },
        { type: 'serverStarted', version: text, adopted: false },
        { type: 'lobbyFailed', by: 'pitwall', attempt: count, answer: text },
        { type: 'lobbyLost', answer: text },
        { type: 'trackerTroubled', lines: [name, text] },
        { type: 'trackerStopped', expected: false, lastLines: [text] },
        { type: 'serverStopped', expected: false, signal: name, lastLines: Array(count).fill(text) },
        ...Array.from({ length: count }, (_, carId) => lap({ driver: { ...nobody, carId, name: `${carId}${name}` } })),
        { type: 'sessionEnded' },
      ].map((body) => ({ ...body, late: late || undefined })) as Told[],
  );

  const postsOf = (all: readonly Told[]): Post[] => postsOfEach(all).flatMap((posts) => posts.map(({ post }) => post));
  const texts = ({ body: { content = '', embeds: [embed] = [] } }: Post): string[] =>
    [content, embed?.title ?? '', embed?.description ?? ''].map((text) => text.replace(/```\n[\s\S]*\n```/, ''));

  const problemsWith = ({ author, body }: Post) => {
    const taken = author
      ? webhookMessageBody.safeParse({ ...body, username: author.name })
      : messageBody.safeParse(body);
    return taken.error?.issues ?? [];
  };

  test('Discord accepts every post', () => {
    fc.assert(
      fc.property(bodies, (all) => {
        for (const post of postsOf(all)) {
          expect(problemsWith(post)).toEqual([]);
          expect(texts(post).join('').trim()).not.toBe('');
        }
      }),
      { numRuns: 40 },
    );
  });

  test('Discord accepts every post that also names its server', () => {
    const servers = fc.stringMatching(/^[A-Za-z0-9 _*-]{1,40}$/).filter((server) => !/discord|clyde/i.test(server));
    fc.assert(
      fc.property(bodies, servers, (all, server) => {
        for (const post of postsOf(all)) expect(problemsWith(ofServer(server, post))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('no post mentions anybody, links anywhere or reverses text', () => {
    fc.assert(
      fc.property(bodies, (all) => {
        for (const text of postsOf(all).flatMap(texts)) {
          expect(text).not.toMatch(/@everyone|@here|(?<!\\)(?:\\\\)*<[@#]|:\/\/|[\u202A-\u202E\u2066-\u2069]/u);
        }
      }),
      { numRuns: 40 },
    );
  });
});
