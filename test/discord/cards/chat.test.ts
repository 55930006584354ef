import { describe, expect, test } from 'vitest';
import { postsOfLast } from '../posts.ts';
import { elena, type Told } from '../race.ts';

describe('chat', () => {
  const says = (text: string, name = 'Elena', changes: object = {}) =>
    postsOfLast({ type: 'chat', driver: { ...elena, name }, text, ...changes } as Told)[0];

  test('is posted under the name of its driver, with markdown and mentions escaped', () => {
    expect(says('**hi** @everyone')).toEqual({
      kind: 'chat',
      post: {
        lane: 'chat',
        author: { name: 'Elena' },
        body: { content: '\\*\\*hi\\*\\* @\u200Beveryone' },
      },
    });
  });

  test('seen late says so', () => {
    expect(says('hi', 'Elena', { late: true })?.post.body.content).toBe('hi *(seen in log)*');
  });

  test('with only invisible characters is not posted', () => {
    expect(says('\u200B \u202E')).toBeUndefined();
  });

  test.each([
    ['Discord Dan', 'Disc·rd Dan'],
    ['xCLYDEx', 'xCL·DEx'],
    ['Everyone', 'Car 3'],
    ['here', 'Car 3'],
    ['Catherene', 'Catherene'],
    ['@team #3 : a`b', '·team ·3 · aˋb'],
    ['', 'Car 3'],
  ])('from "%s" is posted under a name that Discord accepts: "%s"', (name, expected) => {
    expect(says('hi', name)?.post.author?.name).toBe(expected);
  });
});
